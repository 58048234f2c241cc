"""The steps of an issue as buttons: who may press them, in which states, what they ask and do."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms

from news import publishing
from news.checking import recheck
from news.models import State


class StepForm(forms.Form):
    """What any step asks for; `state` is the state on the page whose button was pressed."""

    state = forms.CharField(widget=forms.HiddenInput)
    note = forms.CharField(
        label="说明", max_length=200, required=False, widget=forms.TextInput(attrs={"size": 60})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id=f"{type(self).__name__.lower()}_%s", **kwargs)
        self.fields["note"].error_messages |= self.wanted

    wanted = {}


class BackForm(StepForm):
    wanted = {"required": "请写明退回的原因。"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].required = True
        self.fields["note"].label = "原因"


class ApproveForm(StepForm):
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    sure = forms.BooleanField(
        label="以上内容我已看过，同意发布",
        error_messages={"required": "请看过全文，勾选之后再审定。"},
    )


class ScheduleForm(StepForm):
    moment = forms.DateTimeField(
        label="发布时间",
        # Not a browser's own field, which speaks the language of the browser.
        widget=forms.DateTimeInput(
            attrs={"placeholder": "2026-09-28 09:00", "size": 20}, format="%Y-%m-%d %H:%M:%S"
        ),
        error_messages={
            "required": "请填写发布时间。",
            "invalid": "发布时间看不懂，请写成 2026-09-28 09:00:00。",
        },
    )
    field_order = ["state", "moment", "note"]
    wanted = {"required": "改动定时发布的时间要写明原因。"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self["state"].value() == State.SCHEDULED:
            self.fields["note"].required = True
            self.fields["note"].label = "改时间的原因"


class PublishForm(StepForm):
    sure = forms.BooleanField(
        label="确认现在就发布给读者",
        error_messages={"required": "发布之后不能收回重来，请勾选确认。"},
    )


class WithdrawForm(BackForm):
    wanted = {"required": "请写明撤回的原因；读者会看到它。"}
    sure = forms.BooleanField(
        label="确认撤回：读者将看不到这一期和它的数据",
        error_messages={"required": "撤回之后不能恢复，请勾选确认。"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].label = "原因，以及读者应改用什么（读者会看到）"


@dataclass(frozen=True)
class Deed:
    """A step as a button: who may press it, in which states, what it asks for and does."""

    name: str
    label: str
    right: str
    states: tuple
    form: type
    take: Callable
    done: str
    grave: bool = False
    again: str = ""  # what the button says where the step was taken before

    @property
    def address(self):
        return f"admin:news_issue_{self.name}"


def _submit(issue, user, data):
    recheck([issue])
    publishing.submit(issue, user, data["note"])


def _approve(issue, user, data):
    # By itself: where approving is refused, the page to be looked at again shows what was found.
    recheck([issue])
    publishing.approve(issue, user, data["seen"], data["note"])


DEEDS = {
    deed.name: deed
    for deed in (
        Deed(
            "submit", "送审", "submit_issue", (State.DRAFT,), StepForm, _submit,
            "已送审，等待审定",
        ),
        Deed(
            "approve", "审定", "approve_issue", (State.IN_REVIEW,), ApproveForm, _approve,
            "已审定，内容不能再改；可以发布了",
        ),
        Deed(
            "schedule", "定时发布", "publish_issue", (State.APPROVED, State.SCHEDULED),
            ScheduleForm,
            lambda issue, user, data: publishing.schedule(
                issue, user, data["moment"], data["note"]
            ),
            "已定时，到时自动发布", again="改发布时间",
        ),
        Deed(
            "unschedule", "取消定时", "publish_issue", (State.SCHEDULED,), StepForm,
            lambda issue, user, data: publishing.unschedule(issue, user, data["note"]),
            "已取消定时，仍是审定的内容", grave=True,
        ),
        Deed(
            "publish", "立即发布", "publish_issue", (State.APPROVED, State.SCHEDULED),
            PublishForm,
            lambda issue, user, data: publishing.publish_approved(issue, user, data["note"]),
            "已发布，读者现在可以看到", grave=True,
        ),
        Deed(
            "send_back", "退回", "approve_issue",
            (State.IN_REVIEW, State.APPROVED, State.SCHEDULED), BackForm,
            lambda issue, user, data: publishing.send_back(issue, user, data["note"]),
            "已退回，可以修改", grave=True,
        ),
        Deed(
            "withdraw", "撤回", "withdraw_issue", (State.PUBLISHED,), WithdrawForm,
            lambda issue, user, data: publishing.withdraw(issue, user, data["note"]),
            "已撤回，读者会看到撤回的原因", grave=True,
        ),
    )
}  # fmt: skip
