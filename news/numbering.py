"""Serial numbers (总期) of issues on which none is printed."""

from news.models import Issue

# Printed on the masthead of 2024年第9期. One issue a month: the serial before and after follows.
PRINTED = (2024, 9, 151)


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
