"""Whose row it is: names as printed, found among the dated names of institutions or proposed."""

from collections import defaultdict

from stats import matching
from stats.models import Institution, InstitutionName
from stats.naming import name_key
from stats.parsing.records import Oddity

LONGEST_NAME = 100


class Institutions:
    """All dated names, loaded once; a name nobody has is proposed as a new institution.

    `decided` tells, by the key of a name that several have, which of them is meant.
    """

    def __init__(self, decided=()):
        self.decided, self.names = dict(decided), defaultdict(list)
        for name in InstitutionName.objects.select_related("institution"):
            self.names[name.key].append(name)
        self.new = []

    def find(self, printed, period, dataset, where, oddities):
        """The Institution printed as `printed` in that month, proposed where nobody has the name.

        None for an empty name, for one that does not look like an institution's, and for one that
        several had in that month; in `oddities` is said what staff should look at.
        """
        key = name_key(printed)
        if not key:
            return None
        if len(printed) > LONGEST_NAME or len(key) > LONGEST_NAME:
            oddities.append(_unplaced(printed, "名称太长，没有归入任何机构", where))
            return None
        held = [name.institution for name in self.names.get(key, []) if _valid(name, period)]
        if len(held) > 1:
            held = [one for one in held if one.kind == dataset.subject_kind]
        if len(held) != 1 and key in self.decided:
            held = [self.decided[key]]
        if len(held) == 1:
            return self._checked(held[0], printed, dataset, where, oddities)
        if self.names.get(key):
            oddities.append(_ambiguous(printed, period, where))
            return None
        kind = matching.likely_kind(printed, dataset.subject_kind)
        if not kind and dataset.confirmed:
            oddities.append(_unplaced(printed, "不像机构的名称，没有归入任何机构", where))
        return self._propose(printed, key, kind) if kind else None

    @staticmethod
    def _checked(institution, printed, dataset, where, oddities):
        """`institution`; that its kind is not that of the table's rows is said."""
        wanted = dataset.subject_kind
        if wanted and institution.kind != wanted:
            message = (
                f"“{printed}”是{institution.get_kind_display()}，而“{dataset}”的行应是"
                f"{dataset.get_subject_kind_display()}，请核对是否同名的另一个机构。"
            )
            oddities.append(Oddity("institution-kind", message, where))
        return institution

    def _propose(self, printed, key, kind):
        institution = Institution.objects.create(name=printed, kind=kind, confirmed=False)
        name = InstitutionName.objects.create(institution=institution, name=printed)
        self.names[key].append(name)
        self.new.append(institution)
        return institution


def _valid(name, period):
    return (name.valid_from is None or name.valid_from <= period) and (
        name.valid_to is None or name.valid_to >= period
    )


def _unplaced(printed, why, where):
    shown = printed if len(printed) <= 40 else f"{printed[:40]}…"
    return Oddity("institution-unplaced", f"“{shown}”{why}，请核对。", where)


def name_doubted(message):
    """The printed name of which such a message says that several have it, or nobody."""
    return message.partition("“")[2].rpartition("”在 ")[0]


def _ambiguous(printed, period, where):
    return Oddity(
        "institution-ambiguous",
        f"“{printed}”在 {period:%Y-%m} 不止一个机构或没有机构使用这个名称，没有归入任何机构；"
        "请在名称沿革里补上起止日期。",
        where,
        "error",
    )
