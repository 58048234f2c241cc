"""What a reader asks for, said in an address: whose figures, which, of which months, how set."""

from functools import cached_property

from django import forms

from stats.filters import AS_MONTH
from stats.parsing.months import shifted
from stats.querying.grouping import BY

LAST = {"1": "最近一个月", "3": "最近 3 个月", "6": "最近 6 个月", "12": "最近 12 个月",
        "24": "最近 24 个月", "60": "最近 60 个月"}  # fmt: skip
SHOWN = {"mom": "环比", "yoy": "同比", "ytd": "本年累计", "share": "占比", "rank": "位次"}
DOWN = {"who": "机构", "when": "月份", "what": "指标"}
MOST_CELLS = 6000


def several(label, choices):
    """A field of boxes to tick; none ticked means all."""
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "没有“%(value)s”这一项。"},
    )


class ChoiceForm(forms.Form):
    """Checked against what is published: `subjects`, `metrics` and Months of one family."""

    since = forms.DateField(label="起始月份", required=False, **AS_MONTH)
    until = forms.DateField(label="截止月份", required=False, **AS_MONTH)

    def __init__(self, data, subjects, metrics, months):
        super().__init__(data)
        self.subjects, self.metrics, self.months = subjects, metrics, months
        self.fields["who"] = several("机构", [(one.key, one.name) for one in subjects])
        self.fields["what"] = several("指标", [(one.code, str(one)) for one in metrics])
        self.fields["show"] = several("并列算出", list(SHOWN.items()))
        self.fields["last"] = _one("月份", {"": "按起止月份", **LAST})
        self.fields["down"] = _one("每行一个", {"": "自动", **DOWN})
        self.fields["by"] = _one("分组（每行一个机构时）", {"": "不分组", **BY})

    def clean(self):
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            raise forms.ValidationError("起始月份在截止月份之后。")
        if not self.errors and self._cells() > MOST_CELLS:
            raise forms.ValidationError(
                f"要的数据有 {self._cells()} 格，一页最多 {MOST_CELLS} 格；请少选几个机构、指标或"
                f"月份，或者下载全部数据。"
            )
        return self.cleaned_data

    def _cells(self):
        columns = 1 + len(self.cleaned_data.get("show", ()))
        return columns * len(self.who) * len(self.what) * len(self.when)

    @property
    def who(self):
        """The subjects asked for; all of them unless some are named."""
        asked = self.cleaned_data.get("who")
        return [one for one in self.subjects if not asked or one.key in asked]

    @property
    def what(self):
        """The metrics asked for; those of the newest month unless some are named."""
        asked = self.cleaned_data.get("what")
        if asked:
            return [one for one in self.metrics if one.code in asked]
        return [one for one in self.metrics if one.is_current] or self.metrics

    @cached_property
    def when(self):
        """The published months asked for, oldest first; the newest one unless some are named."""
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        last = self.cleaned_data.get("last") or ("" if since or until else "1")
        if last:
            since, until = shifted(self.months.last, 1 - int(last)), None
        return self.months.between(since, until)

    @property
    def down(self):
        """What stands at the head of the rows: as asked, else what there is most use for."""
        asked = self.cleaned_data.get("down")
        if asked:
            return asked
        return "when" if len(self.who) <= len(self.when) and len(self.when) > 1 else "who"

    @property
    def by(self):
        """Under which headings the rows stand; only institutions can be grouped."""
        return self.cleaned_data.get("by", "") if self.down == "who" else ""

    @property
    def show(self):
        return [code for code in SHOWN if code in self.cleaned_data.get("show", ())]


def _one(label, choices):
    return forms.ChoiceField(
        label=label,
        choices=list(choices.items()),
        required=False,
        error_messages={"invalid_choice": "没有“%(value)s”这一项。"},
    )
