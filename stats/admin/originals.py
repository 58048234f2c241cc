"""Uploaded files as they came, for staff: to be saved, never shown in the browser."""

import hashlib

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import redirect


def original(request, record, page):
    """The file of a record that has `file`, `name` and `sha256`, under its own name.

    One that is no longer what was kept is not given out: `page`, that of the record, says so.
    Raises Http404 where it is gone.
    """
    try:
        file = record.file.open()
    except (FileNotFoundError, ValueError) as error:
        raise Http404("这个文件已不在服务器上。") from error
    if hashlib.file_digest(file, "sha256").hexdigest() != record.sha256:
        file.close()
        said = "服务器上的文件已与收下时不同（SHA-256 不符），没有给出；请管理员从备份里取回。"
        messages.error(request, f"“{record.name}”：{said}")
        return redirect(page, record.pk)
    file.seek(0)
    kind = "application/octet-stream"
    return FileResponse(file, as_attachment=True, filename=record.name, content_type=kind)
