"""Forms and widgets of the admin: rules answer on the page, printed text stays as printed."""

from itertools import groupby

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError


class PrintedField(forms.CharField):
    """Text as printed: nothing stripped, the line ends a browser sends made plain again."""

    def __init__(self, **kwargs):
        super().__init__(**{**kwargs, "strip": False})

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class NamedAutocomplete(AutocompleteSelect):
    """An autocomplete with a name, which need not ask for a chosen record its form has at hand."""

    known = None

    def build_attrs(self, base_attrs, extra_attrs=None):
        attrs = super().build_attrs(base_attrs, extra_attrs)
        # Select2 shows a box of its own, which has no other name than this.
        return attrs | {"data-placeholder": str(self.field.verbose_name)}

    def optgroups(self, name, value, attr=None):
        if self.known is None or list(value) != [str(self.known.pk)]:
            return super().optgroups(name, value, attr)
        empty = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        chosen = self.create_option(name, value[0], str(self.known), True, len(empty))
        return [(None, [*empty, chosen], 0)]


class RecordForm(forms.ModelForm):
    """A form that asks every constraint, and knows the records its instance already points to."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._keep_settled_codes()
        for name, field in self.fields.items():
            self._tell_known(name, field.widget)

    def _keep_settled_codes(self):
        """A code is in addresses and files from the day it is confirmed."""
        if self.instance.pk and getattr(self.instance, "confirmed", False):
            for name in {"code", "slug"} & set(self.fields):
                self.fields[name].disabled = True

    def _tell_known(self, name, widget):
        inner = widget.widget if isinstance(widget, RelatedFieldWidgetWrapper) else widget
        if isinstance(inner, NamedAutocomplete):
            cached = self.instance._meta.get_field(name).is_cached(self.instance)
            inner.known = getattr(self.instance, name) if cached else None

    def _post_clean(self):
        # Django leaves out constraints that touch a field which is not in the form, a read-only
        # one say; the database would then answer with an error page.
        super()._post_clean()
        if not self.errors:
            try:
                self.instance.validate_constraints()
            except ValidationError as error:
                self.add_error(None, error.messages)


class KinForm(RecordForm):
    """A form whose `kin` must belong to the same dataset as the record itself."""

    kin = ()

    def own_dataset(self):
        return self.cleaned_data.get("dataset")

    def clean(self):
        super().clean()
        dataset = self.own_dataset()
        for name in self.kin:
            chosen = self.cleaned_data.get(name)
            if dataset and chosen and chosen.dataset_id != dataset.pk:
                self.add_error(name, f"“{chosen}”不属于统计表“{dataset}”。")


class LabelledFormSet(forms.BaseInlineFormSet):
    """Rows of an inline, whose boxes have names though no label stands beside them."""

    def get_deletion_widget(self):
        return forms.CheckboxInput(attrs={"aria-label": "删除这一行"})


def metric_choices(metrics):
    """Metrics to choose from under the title of their dataset: a list, read once for all rows."""
    ordered = metrics.select_related("dataset").order_by(
        "dataset__position", "dataset__slug", "position", "code"
    )
    groups = groupby(ordered, key=lambda metric: metric.dataset.title)
    named = [(title, [(metric.pk, str(metric)) for metric in group]) for title, group in groups]
    return [("", "---------"), *named]


def words(value):
    """`value`, if it is a list of texts; anything else would not print."""
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise ValidationError('请写成文字的列表，如 ["门急诊信息", "人次"]。')
    return value
