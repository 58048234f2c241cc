"""Serial numbers (总期) of issues on which none is printed."""

from news.models import Issue
from stats.parsing.records import Oddity

# Printed on the masthead of 2024年第9期. One issue a month: the serial before and after follows.
PRINTED = (2024, 9, 151)


def take_serial(parsed):
    """The serial for the issue of a ParsedIssue, what in it was inferred, and what is odd.

    The printed serial, or the inferred one; None where another issue already bears it. One that
    was only inferred gives way to the same serial in print.
    """
    inferred, serial = list(parsed.inferred), parsed.masthead.serial
    if serial is None:
        serial = inferred_serial(parsed.year, parsed.number)
        return (serial, [*inferred, "serial"], []) if _is_free(serial) else (None, inferred, [])
    holder = Issue.objects.filter(serial=serial).first()
    if holder is None:
        return serial, inferred, []
    if "serial" in holder.inferred:
        rest = [name for name in holder.inferred if name != "serial"]
        Issue.objects.filter(pk=holder.pk).update(serial=None, inferred=rest)
        return serial, inferred, []
    message = f"总第{serial}期已是{holder}，本期的总期号没有收录，请核对。"
    return None, inferred, [Oddity("serial-taken", message, "刊头", "error")]


def _is_free(serial):
    return serial is not None and not Issue.objects.filter(serial=serial).exists()


def inferred_serial(year, number):
    """The serial of an issue counted by months from the nearest issue with a printed one."""
    known = [
        (issue.year, issue.number, issue.serial)
        for issue in Issue.objects.filter(serial__isnull=False)
        if "serial" not in issue.inferred
    ]
    year0, number0, serial0 = min(
        known or [PRINTED], key=lambda one: abs(_months(year, number) - _months(*one[:2]))
    )
    serial = serial0 + _months(year, number) - _months(year0, number0)
    return serial if serial > 0 else None


def _months(year, number):
    return year * 12 + number
