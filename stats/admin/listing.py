"""What a list of the admin shows, as a list to be written out."""

from datetime import date, datetime
from decimal import Decimal

from django.contrib.admin.utils import label_for_field, lookup_field
from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone
from django.utils.html import strip_tags

_AT_ONCE = 2000


class ShownResource:
    """The columns that a list shows, under their Chinese names; a line for each record."""

    def __init__(self, model_admin, request):
        self.admin = model_admin
        self.names = model_admin.get_list_display(request)

    @property
    def header(self):
        labels = (label_for_field(name, self.admin.model, self.admin) for name in self.names)
        return [str(label) if label != "__str__" else self.admin.opts.verbose_name
                for label in labels]  # fmt: skip

    def lines(self, queryset):
        for record in queryset.iterator(_AT_ONCE):
            yield [plain(self._value(name, record)) for name in self.names]

    def _value(self, name, record):
        """What the column is made of, where that is a field: words for a screen say less."""
        source = getattr(name, "admin_order_field", None)
        if isinstance(source, str) and hasattr(record, source):
            return getattr(record, source)
        try:
            field, _, value = lookup_field(name, record, self.admin)
        except ObjectDoesNotExist:
            return None
        if field is not None and field.flatchoices:
            return dict(field.flatchoices).get(value, value)
        return getattr(record, field.name) if field is not None and field.is_relation else value


def plain(value):
    """A text, a number or nothing."""
    if value is None or isinstance(value, str):
        return strip_tags(value) if hasattr(value, "__html__") else value or ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, int | Decimal) else str(value)
