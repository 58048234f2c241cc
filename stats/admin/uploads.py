"""The form that asks for sheets, and the signed note of what was uploaded."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django import forms
from django.core import signing
from django.utils import timezone

from stats import booking, documents, keeping
from stats.models import Import
from stats.parsing.months import month, month_before
from stats.planning import usual_origin

MOST_FILES = 20
MOST_PASTED = 2_000_000
LONGEST_NAME = 120
_SALT = "stats.import"
_A_DAY = 24 * 3600
_MONTH = re.compile(r"(\d{4})\D{0,2}(\d{1,2})\D?")
_ORIGIN = re.compile(r"\d{4}-\d{2}")
PASTED = "粘贴的内容.tsv"


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    widget = ManyFiles

    def clean(self, data, initial=None):
        files = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(each, initial) for each in files]


class MonthField(forms.CharField):
    """A month as people write it: 2024-08, 2024年8月. A browser's own field speaks its language."""

    widget = forms.TextInput(attrs={"placeholder": "2024-08", "size": 10})

    def to_python(self, value):
        match = _MONTH.fullmatch(super().to_python(value).strip())
        found = month(int(match[1]), int(match[2])) if match else None
        if found is None:
            raise forms.ValidationError("请填写月份，如 2024-08。")
        return found


class UploadForm(forms.Form):
    period = MonthField(label="数据月份", help_text="表里的数据是哪个月的，如 2024-08。")
    files = FilesField(
        label="文件",
        required=False,
        allow_empty_file=True,  # refused below, by name
        help_text="可一次选多个。.xlsx、.xls、.ods，或 .csv、.tsv（UTF-8、GB18030 均可）。",
    )
    pasted = forms.CharField(
        label="或粘贴表格",
        required=False,
        max_length=MOST_PASTED,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 100}),
        help_text="在 Excel 或 WPS 里选中标题、列名和数据，复制后粘贴到这里。",
    )
    origin = forms.CharField(
        label="印在哪一期",
        required=False,
        help_text="年-期号，如 2024-09。只在要新建本期表时用到；留空为数据月份的下一期。",
    )

    def __init__(self, *args, asked=None, **kwargs):
        """`asked` is the query of the address: the issue at hand brings its month along."""
        asked = asked or {}
        usual = f"{month_before(timezone.localdate()):%Y-%m}"
        initial = {"period": asked.get("period", usual), "origin": asked.get("origin", "")}
        super().__init__(*args, initial=initial, **kwargs)

    def clean_origin(self):
        origin = self.cleaned_data["origin"].strip()
        if origin and not _ORIGIN.fullmatch(origin):
            raise forms.ValidationError("请写成年-期号，如 2024-09。")
        return origin

    def clean(self):
        files, pasted = self.cleaned_data.get("files") or [], self.cleaned_data.get("pasted")
        if not files and not (pasted or "").strip() and not self.errors:
            raise forms.ValidationError("请选择文件，或粘贴表格。")
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"一次最多 {MOST_FILES} 个文件。")
        return self.cleaned_data

    def take(self, user):
        """The Upload of what was sent, or None with errors on the form: nothing is kept then."""
        period = self.cleaned_data["period"]
        origin = self.cleaned_data["origin"] or usual_origin(period)
        upload = Upload(tuple(dict.fromkeys(self._keep())), period, origin, user.pk)
        try:
            self._read(upload, user)
        except BaseException:
            upload.discard()
            raise
        if self.errors:
            upload.discard()
            return None
        return upload

    def _read(self, upload, user):
        for sha256, suffix, name in upload.files:
            try:
                upload.read(sha256, suffix, name)
            except documents.Unreadable as error:
                self.add_error("pasted" if name == PASTED else "files", str(error))
                booking.refuse(name, sha256, str(error), user, Import.Source.SHEET)
            except OSError:
                self.add_error(None, keeping.NO_ROOM)

    def _keep(self):
        """(sha-256, suffix, name) of each source, as far as the disk takes them."""
        for name, chunks in self._sources():
            suffix = Path(name).suffix.lower()
            # What cannot be a name of ours never becomes a path.
            suffix = suffix if re.fullmatch(r"\.[a-z]{1,5}", suffix) else ".bin"
            try:
                yield keeping.wait(chunks, suffix), suffix, name
            except OSError:
                self.add_error(None, keeping.NO_ROOM)

    def _sources(self):
        for file in self.cleaned_data["files"]:
            name = Path(file.name).name
            stem, suffix = Path(name).stem[:LONGEST_NAME], Path(name).suffix
            yield documents.printable(stem + suffix), file.chunks()
        if (self.cleaned_data["pasted"] or "").strip():
            yield PASTED, [self.cleaned_data["pasted"].encode()]


@dataclass(frozen=True, slots=True)
class Upload:
    """Files that wait to be looked at: (sha-256, suffix, name) each, with the month asked for."""

    files: tuple
    period: date
    origin: str
    user: int

    @property
    def token(self):
        told = [self.files, f"{self.period:%Y-%m-%d}", self.origin, self.user]
        return signing.dumps(told, salt=_SALT, compress=True)

    @classmethod
    def of(cls, token, user):
        """The Upload behind a token of this user; None for anything else, or where it is old."""
        try:
            files, period, origin, key = signing.loads(token, salt=_SALT, max_age=_A_DAY)
        except (signing.BadSignature, ValueError):
            return None
        if key != user.pk:
            return None
        return cls(tuple(map(tuple, files)), date.fromisoformat(period), origin, key)

    @staticmethod
    def read(sha256, suffix, name):
        """The `Document` in a waiting file; Unreadable where it is gone, or another by now."""
        path = keeping.waiting(sha256, suffix)
        if path is None:
            raise documents.Unreadable(f"“{name}”已不在服务器上（超过一天），请重新上传。")
        document = documents.read_sheets(path, name)
        if document.sha256 != sha256:
            raise documents.Unreadable(f"“{name}”在预览之后变了，请重新上传。")
        return document

    def documents(self):
        return [self.read(*file) for file in self.files]

    def discard(self):
        for sha256, suffix, _ in self.files:
            keeping.discard(sha256, suffix)
