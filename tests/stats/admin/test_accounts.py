"""Accounts: people are put into roles, and nobody gives more than she may."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse

from stats.models import Assignment
from tests.builders import make_dataset
from tests.desk import form_data, make_staff
from tests.web import found, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(roles, client):
    """Somebody of the role 管理, logged in."""
    user = make_staff("manager", is_superuser=False)
    user.groups.set([roles["管理"]])
    client.force_login(user)
    return user


@pytest.fixture
def clerk(roles):
    user = make_staff("clerk", is_superuser=False)
    user.groups.set([roles["录入"]])
    return user


def page_of(user):
    return reverse("admin:auth_user_change", args=[user.pk])


def send(client, user, **changes):
    address = page_of(user)
    return client.post(address, form_data(client.get(address)) | changes)


def shown(client, user):
    """What the page of an account tells of its password."""
    (told,) = found(opened(client, page_of(user)), "[id=id_password] strong")
    return told.text


class TestWhoManagesAccounts:
    def test_puts_people_into_roles(self, manager, clerk, client, roles):
        chosen = [roles["录入"].pk, roles["编辑"].pk]
        assert send(client, clerk, groups=chosen).status_code == 302
        assert {group.name for group in clerk.groups.all()} == {"录入", "编辑"}

    def test_adds_people(self, manager, client):
        new = {"username": "new", "usable_password": "true"}
        new |= {"password1": "a long enough word", "password2": "a long enough word"}
        empty = {"assignment-TOTAL_FORMS": 0, "assignment-INITIAL_FORMS": 0}
        assert client.post(reverse("admin:auth_user_add"), new | empty).status_code == 302
        assert not User.objects.get(username="new").is_superuser

    def test_makes_no_superuser_whatever_is_sent(self, manager, clerk, client):
        permission = Permission.objects.get(codename="delete_user")
        send(client, clerk, is_superuser="on", user_permissions=[permission.pk])
        clerk.refresh_from_db()
        assert (clerk.is_superuser, clerk.user_permissions.count()) == (False, 0)

    def test_gives_no_group_beside_the_roles(self, manager, clerk, client):
        strong = Group.objects.create(name="全权")
        assert send(client, clerk, groups=[strong.pk]).status_code == 200
        assert not clerk.groups.filter(name="全权").exists()

    def test_is_told_that_there_is_a_password_and_nothing_of_how_it_is_kept(
        self, manager, clerk, client
    ):
        clerk.set_password("a long enough word")
        clerk.save()
        told = [shown(client, clerk)]
        clerk.set_unusable_password()
        clerk.save()
        assert [*told, shown(client, clerk)] == ["已设置", "没有密码，不能登录"]

    def test_cannot_touch_a_superuser(self, manager, client):
        chief = make_staff("chief")
        assert client.post(page_of(chief), {"username": "x"}).status_code == 403
        password = reverse("admin:auth_user_password_change", args=[chief.pk])
        assert client.post(password, {"password1": "x"}).status_code == 403

    @pytest.mark.parametrize("way", ["own permission", "other group"])
    def test_cannot_take_over_who_has_more(self, way, manager, clerk, client):
        permission = Permission.objects.get(codename="delete_user")
        if way == "own permission":
            clerk.user_permissions.add(permission)
        else:
            clerk.groups.add(Group.objects.create(name="全权"))
        password = reverse("admin:auth_user_password_change", args=[clerk.pk])
        assert client.get(password).status_code == 403
        assert client.post(page_of(clerk), {"username": "x"}).status_code == 403

    def test_cannot_change_what_she_may_do_herself(self, manager, client, roles):
        send(client, manager, groups=[roles["编辑"].pk], is_staff="", last_name="李")
        manager.refresh_from_db()
        assert [group.name for group in manager.groups.all()] == ["管理"]
        assert (manager.is_staff, manager.last_name) == (True, "李")

    def test_switches_accounts_off_and_never_deletes_them(self, manager, clerk, client):
        send(client, clerk, is_active=False)
        data = {"action": "delete_selected", "_selected_action": [clerk.pk], "post": "yes"}
        client.post(reverse("admin:auth_user_changelist"), data)
        assert User.objects.filter(pk=clerk.pk).exists()

    def test_sees_no_password_hash_of_others(self, manager, client):
        chief = make_staff("chief")
        chief.set_password("a long enough word")
        chief.save()
        assert "pbkdf2" not in client.get(page_of(chief)).content.decode()

    def test_cannot_search_for_password_hashes(self, manager, client):
        address = reverse("admin:auth_user_changelist")
        assert client.get(address, {"password__startswith": "pbkdf2"}).status_code == 400


class TestAnAssignment:
    def send(self, client, user, dataset):
        data = {"user": user.pk, "datasets": [dataset.pk], "institution": ""}
        return client.post(reverse("admin:stats_assignment_add"), data)

    def test_limits_somebody_to_tables(self, manager, clerk, client):
        assert self.send(client, clerk, make_dataset()).status_code == 302
        assert [each.slug for each in clerk.assignment.datasets.all()] == ["bookings"]

    def test_is_not_for_superusers(self, manager, client):
        answer = self.send(client, make_staff("chief"), make_dataset())
        assert "不受录入范围限制" in answer.content.decode()

    def test_is_not_changed_by_whom_it_limits(self, manager, client):
        mine = Assignment.objects.create(user=manager)
        address = reverse("admin:stats_assignment_change", args=[mine.pk])
        assert client.post(address, {"user": manager.pk}).status_code == 403
        address = reverse("admin:stats_assignment_delete", args=[mine.pk])
        assert client.post(address, {"post": "yes"}).status_code == 403


def test_an_account_switched_off_is_out_at_the_next_request(manager, client):
    home = reverse("admin:index")
    assert client.get(home).status_code == 200
    User.objects.filter(pk=manager.pk).update(is_active=False)
    answer = client.get(home)
    assert (answer.status_code, answer.url) == (302, f"{reverse('admin:login')}?next={home}")


def test_a_new_password_ends_the_other_sessions(manager, client):
    manager.set_password("another long word")
    manager.save()
    assert client.get(reverse("admin:index")).status_code == 302


def test_who_manages_accounts_learns_nothing_of_drafts(manager, client):
    make_dataset()
    page = client.get(reverse("admin:stats_dataset_changelist")).content.decode()
    assert "预约挂号" in page
    assert "最近月份" not in page
    assert "column-table_count" not in page
