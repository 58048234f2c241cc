"""The history of accounts and roles: who was given which rights, by whom and when."""

import simple_history
from django.contrib.auth.models import Group, User

from stats.past import AccountRecords

ROLES = ("录入", "编辑", "审核", "管理", "审计")

simple_history.register(
    User,
    app="stats",
    records_class=AccountRecords,
    excluded_fields=["password", "last_login"],
    m2m_fields=[User.groups.field, User.user_permissions.field],
)
simple_history.register(Group, app="stats", m2m_fields=[Group.permissions.field])
