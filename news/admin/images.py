"""Images of an article: taken on its page, shown to staff, public only with their issue."""

import hashlib

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html

from news.models import ArticleImage
from news.pictures import MOST_BYTES, NotAPicture, picture_of
from news.views import sent
from stats import booking, keeping
from stats.admin.forms import RecordForm
from stats.admin.records import RecordInline
from stats.models import Import

_REFUSED = "refused"


class PictureField(forms.FileField):
    """An upload with the picture that was drawn anew from it."""

    widget = forms.FileInput

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if data:
            try:
                upload.picture = picture_of(data.read(MOST_BYTES + 1))
                keeping.check_room(len(upload.picture.content))
            except NotAPicture as error:
                raise forms.ValidationError(f"“{data.name}”：{error}", code=_REFUSED) from error
            except OSError as error:
                raise forms.ValidationError(f"“{data.name}”：{keeping.NO_ROOM}") from error
        return upload


class ArticleImageForm(RecordForm):
    file = PictureField(label="图片", help_text="照片或截图，最多 10 MB。", allow_empty_file=True)
    file.widget.attrs["aria-label"] = "图片"  # no label stands beside the boxes of an inline

    class Meta:
        model = ArticleImage
        fields = ["position", "file", "alt", "caption"]

    def clean(self):
        """Of an upload that is no picture, why it was refused is put down with other refusals."""
        cleaned = super().clean()
        if self.has_error("file", _REFUSED):
            upload = self.files[self.add_prefix("file")]
            upload.seek(0)
            sha256 = hashlib.file_digest(upload, "sha256").hexdigest()
            reason = "".join(self.errors["file"])
            booking.refuse(upload.name, sha256, reason, self.sent_by, Import.Source.PICTURE)
        return cleaned


@admin.display(description="预览")
def preview(obj):
    if not obj.pk:
        return "保存后显示"
    address = reverse("admin:news_articleimage_file", args=[obj.pk])
    return format_html('<img class="preview" src="{}" alt="{}">', address, obj.alt)


class ArticleImageInline(RecordInline):
    model = ArticleImage
    form = ArticleImageForm
    fields = ["position", "file", "alt", "caption", preview]
    readonly_fields = [preview]
    verbose_name_plural = "图片（排在正文之后）"

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.sent_by = request.user  # the class is made anew for each request
        return formset

    def get_fields(self, request, obj=None):
        """Without the upload where nothing may be changed: it would name a private file."""
        fields = super().get_fields(request, obj)
        article = self.admin_site.get_model_admin(self.parent_model)
        if all(a.has_change_permission(request, obj) for a in (article, self)):
            return fields
        return [field for field in fields if field != "file"]


class ImagePages:
    """Mixin for the admin of articles: the bytes of an image, for staff who may see it."""

    def get_urls(self):
        guarded = self.admin_site.admin_view(self.image)
        page = path("images/<int:pk>/", guarded, name="news_articleimage_file")
        return [page, *super().get_urls()]

    def image(self, request, pk):
        image = get_object_or_404(ArticleImage, pk=pk)
        if not request.user.has_perm("news.view_articleimage"):
            raise PermissionDenied
        return sent(image)
