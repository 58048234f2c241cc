"""What the audit log hears of: log-ins, rights, the way of issues, what came in and went out.

The records of the desk tell of themselves when they are saved, in the transaction they are saved
in. Files that leave by the desk pass through `noted`.
"""

from axes.signals import user_locked_out
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from django.utils.timezone import localtime

from news.models import Amendment, Edition, PreviewLink, PreviewVisit, SourceDocument, Step
from nhb_site.auditing import Kind, record
from nhb_site.headers import is_desk
from nhb_site.strangers import for_accounts
from stats.models import Import

_DEEDS = {"post_add": "加上", "post_remove": "去掉", "pre_clear": "全部去掉"}
_TIES = (User.groups.through, User.user_permissions.through, Group.permissions.through)


@for_accounts
def noted(get_response):
    """Middleware: whatever leaves the desk as a file is put down first, or does not leave."""

    def answer(request):
        response = get_response(request)
        told = response.headers.get("Content-Disposition", "")
        if told.startswith("attachment") and is_desk(request):
            record(Kind.DOWNLOAD, request.get_full_path(), _file_name(response, told))
        return response

    return answer


def _file_name(response, told):
    return getattr(response, "filename", "") or told.partition("filename")[2].lstrip("*=")


@receiver(user_logged_in)
def logged_in(user, **kwargs):
    record(Kind.LOGIN, who=user.get_username())


@receiver(user_logged_out)
def logged_out(user, **kwargs):
    if user is not None:
        record(Kind.LOGOUT, who=user.get_username())


@receiver(user_login_failed)
def refused(credentials, request=None, **kwargs):
    record(Kind.FAILED, who=credentials.get("username", ""), address=_address(request))


@receiver(user_locked_out)
def locked_out(request, username, **kwargs):
    record(Kind.LOCKED, who=username, address=_address(request))


def _address(request):
    return request.META.get("REMOTE_ADDR", "") if request else None


@receiver(m2m_changed)
def rights_changed(sender, instance, action, model, pk_set, **kwargs):
    if sender not in _TIES or action not in _DEEDS or pk_set == set():
        return
    if pk_set is None:
        record(Kind.RIGHTS, _named(instance), f"{_DEEDS[action]}{model._meta.verbose_name}")
        return
    names = "、".join(map(_label, model.objects.filter(pk__in=pk_set)))
    record(Kind.RIGHTS, _named(instance), f"{_DEEDS[action]}{model._meta.verbose_name}：{names}")


def _label(right):
    from stats.admin.columns import permission_label  # the desk is built after this file is read

    return permission_label(right) if isinstance(right, Permission) else str(right)


@receiver(post_save, sender=User)
def account_saved(instance, created, raw=False, update_fields=None, **kwargs):
    if raw or (update_fields and set(update_fields) == {"last_login"}):
        return
    standing = [
        ("有效", instance.is_active),
        ("工作人员", instance.is_staff),
        ("超级用户", instance.is_superuser),
    ]
    told = "，".join(f"{name}：{'是' if so else '否'}" for name, so in standing)
    record(Kind.RIGHTS, _named(instance), f"{'新建' if created else '保存'}；{told}")


@receiver(post_delete, sender=User)
@receiver(post_delete, sender=Group)
def account_deleted(instance, **kwargs):
    record(Kind.RIGHTS, _named(instance), "删除")


@receiver(post_save)
def saved(sender, instance, created, raw=False, update_fields=None, **kwargs):
    """A record of the desk tells of itself, where it is one of those in _TOLD."""
    told = _TOLD.get(sender)
    said = told and not raw and told(instance, created, update_fields or ())
    if said:
        kind, details = said
        record(kind, _named(instance), details)


def _logged(entry, created, fields):
    what = f"{entry.content_type or ''}“{entry.object_repr}”"
    deed = entry.get_change_message() or entry.get_action_flag_display()
    return Kind.RECORD, f"{what}：{deed}"


def _stepped(step, created, fields):
    way = f"{step.get_before_display()} → {step.get_after_display()}"
    return Kind.WAY, "：".join(filter(None, [way, step.note]))


def _amended(amendment, created, fields):
    stage = "提出" if created else amendment.get_stage_display()
    return Kind.AMEND, f"{stage}：{amendment.reason}；{amendment.public_wording}"


def _edition(edition, created, fields):
    return Kind.WAY, f"{edition.get_kind_display()}，SHA-256 {edition.sha256}"


def _came(import_, created, fields):
    if "undone_at" in fields:
        return Kind.IMPORT, "撤销"
    if not created:
        return None
    refused = f"拒收：{import_.refusal}" if import_.refusal else import_.get_source_display()
    return Kind.IMPORT, refused


def _source(source, created, fields):
    if created or "state" in fields:
        return Kind.IMPORT, f"{source.get_state_display()}，SHA-256 {source.sha256}"
    return None


def _link(link, created, fields):
    if created:
        return Kind.PREVIEW, f"发出，有效至 {localtime(link.expires_at):%Y-%m-%d %H:%M}"
    return (Kind.PREVIEW, "收回") if "revoked_at" in fields else None


def _visit(visit, created, fields):
    return Kind.PREVIEW, visit.agent


_TOLD = {
    LogEntry: _logged,
    Step: _stepped,
    Amendment: _amended,
    Edition: _edition,
    Import: _came,
    SourceDocument: _source,
    PreviewLink: _link,
    PreviewVisit: _visit,
}


def _named(record_):
    return f"{record_._meta.verbose_name}：{record_}"
