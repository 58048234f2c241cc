"""Word 97-2003 documents (.doc), by way of LibreOffice and .docx."""

import hashlib
import shutil
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from . import sandbox
from .blocks import Unreadable

# What a shell may limit in LibreOffice: CPU seconds, file size in blocks, address space in KB,
# which it reserves in plenty without using it.
_LIMITED = 'ulimit -c 0 -t 8; ulimit -f 200000; ulimit -v 4000000; exec "$@"'


def read_doc(name, data):
    """The `Document` in the .doc file `data`, converted in a folder that does not stay."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise Unreadable(
            f"“{name}”是 .doc 文件，读取它需要服务器上装有 LibreOffice"
            "（apt install libreoffice-writer）；也可以在 Word 中另存为 .docx 再试。"
        )
    with tempfile.TemporaryDirectory(prefix="document-") as folder:
        # The bytes that were checked are the bytes that are converted, under a tame name.
        source = Path(folder, "source.doc")
        source.write_bytes(data)
        end = time.monotonic() + sandbox.SECONDS
        converted = _convert(program, source, name)
        document = sandbox.read_apart(converted, name, seconds=end - time.monotonic())
    return replace(document, encoding="doc", sha256=hashlib.sha256(data).hexdigest())


def _convert(program, source, name):
    """The path of the .docx made of `source`, beside it."""
    folder = source.parent
    command = [program, f"-env:UserInstallation={folder.as_uri()}/profile", "--headless"]
    command += ["--norestore", "--nolockcheck", "--infilter=MS Word 97", "--convert-to", "docx"]
    command += ["--outdir", str(folder), str(source)]
    try:
        sandbox.run(["/bin/sh", "-c", _LIMITED, "sh", *command], folder, sandbox.SECONDS)
    except sandbox.TooLong:
        raise Unreadable(
            f"“{name}”没有在限定的时间内转换完，已停止（超时）；请在 Word 中另存为 .docx 再试。"
        ) from None
    converted = source.with_suffix(".docx")
    if not converted.is_file():
        raise Unreadable(f"“{name}”内容损坏，LibreOffice 打不开；请在 Word 中另存为 .docx 再试。")
    return converted
