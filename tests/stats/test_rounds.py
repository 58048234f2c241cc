import pytest
from django.utils import timezone

from stats import rounds


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path


def test_the_last_time_is_known_and_how_it_ended():
    assert rounds.last("check") is None
    with rounds.noted("check"):
        pass
    assert rounds.last("check").wrong == ""
    with pytest.raises(ValueError, match="满了"), rounds.noted("check"):
        raise ValueError("磁盘满了")
    last = rounds.last("check")
    assert (last.wrong, abs((timezone.now() - last.at).total_seconds()) < 60) == ("磁盘满了", True)
    assert rounds.last("another") is None


def test_no_command_fails_because_it_cannot_be_noted(var):
    (var / "rounds").write_text("")
    with rounds.noted("check"):
        pass
    assert rounds.last("check") is None


def test_half_a_note_is_none(var):
    (var / "rounds").mkdir()
    (var / "rounds" / "check.json").write_text('{"at": "2026-')
    assert rounds.last("check") is None
