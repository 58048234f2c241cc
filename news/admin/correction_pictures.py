"""The pictures of a published article, to be corrected: their words, taken out, a new one put in.

A new one is drawn and kept before anybody approved it, known to nobody: the stage says so.
"""

from django.core.exceptions import ValidationError
from django.db.models import Max

from news.admin.images import PictureField
from news.correcting import texts_typed
from news.models import ArticleImage
from stats.correcting import NotCorrectable

_NEW = ("new", "new-alt", "new-caption")
WORDS = ("alt", "caption")


class Pictures:
    """The pictures of an article as they were typed of; `given` are the fields that were sent."""

    def __init__(self, article):
        self.article, self.given, self.upload = article, {}, None

    def fill(self, data):
        names = [name for line in self.lines() for name in (*line["names"].values(), line["gone"])]
        self.given = {name: data[name] for name in (*names, *_NEW) if name in data}
        self.upload = data.get("picture") or None

    def lines(self):
        """Each picture in the article with what was typed of it."""
        for image in self.article.images.shown():
            names = {word: f"p-{image.pk}-{word}" for word in WORDS}
            typed = {word: self.given.get(names[word], getattr(image, word)) for word in WORDS}
            gone = f"p-{image.pk}-gone"
            told = {"image": image, "names": names, "gone": gone, "is_gone": gone in self.given}
            yield told | typed

    @property
    def new(self):
        """The picture to be put in, where one was sent already."""
        key = self.given.get("new", "")
        known = self.article.images.filter(stage=ArticleImage.Stage.PROPOSED)
        return known.filter(pk=key).first() if key.isascii() and key.isdigit() else None

    @property
    def new_alt(self):
        return self.given.get("new-alt", "")

    @property
    def new_caption(self):
        return self.given.get("new-caption", "")

    def changes(self):
        """What was typed as changes. Raises NotCorrectable."""
        changes = []
        for line in self.lines():
            image, shown = line["image"], ArticleImage.Stage.SHOWN
            if line["is_gone"]:
                changes.append(_moved(image, shown, ArticleImage.Stage.REMOVED))
                continue
            if not line["alt"].strip():
                raise NotCorrectable(f"图片“{image}”的替代文字不能为空；不要这张图片，请勾选撤下。")
            changes += texts_typed("image", image, {word: line[word] for word in WORDS})
        if image := self._put_in():
            changes.append(_moved(image, ArticleImage.Stage.PROPOSED, ArticleImage.Stage.SHOWN))
        return changes

    def _put_in(self):
        """The picture to be put in, kept with its words; None without."""
        image = self.new
        if image is None and not self.upload:
            return None
        if not self.new_alt.strip():
            raise NotCorrectable("请填写新图片的替代文字。")
        if self.upload:
            image = self._kept()
            self.given["new"] = str(image.pk)
        image.alt, image.caption = self.new_alt.strip(), self.new_caption.strip()
        try:
            image.full_clean(exclude=["file"])
        except ValidationError as error:
            raise NotCorrectable(f"新图片：{'；'.join(error.messages)}") from None
        image.save()
        return image

    def _kept(self):
        try:
            upload = PictureField().clean(self.upload)
        except ValidationError as error:
            raise NotCorrectable("；".join(error.messages)) from None
        last = self.article.images.aggregate(last=Max("position"))["last"] or 0
        return ArticleImage.objects.create(
            article=self.article,
            position=last + 1,
            file=upload,
            alt=self.new_alt.strip()[:200],
            stage=ArticleImage.Stage.PROPOSED,
        )


def _moved(image, old, new):
    told = {"kind": "image", "id": image.pk, "field": "stage"}
    return told | {"old": old.value, "new": new.value}
