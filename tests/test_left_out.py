from types import SimpleNamespace

from tests.left_out import refuse_in_ci


def skipped():
    return SimpleNamespace(
        skipped=True, outcome="skipped", longrepr=("tests/test_x.py", 3, "Skipped: no browser")
    )


def test_a_test_left_out_stays_left_out_on_any_other_machine(monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    assert refuse_in_ci(skipped()).outcome == "skipped"


def test_a_test_left_out_fails_in_ci_and_says_why(monkeypatch):
    monkeypatch.setenv("CI", "true")
    report = refuse_in_ci(skipped())
    assert report.outcome == "failed"
    assert report.longrepr == "left out, which CI=true does not allow: no browser"
