"""How much of a document is still to be decided."""

from stats.models import Finding, Severity

PROPOSALS = ("dataset-unconfirmed", "metric-unconfirmed", "institution-unconfirmed")


def counts_of(taken):
    """Errors, proposals and open warnings among the findings of a Taken, each thing once."""
    found = Finding.objects.filter(origin=taken.issue.origin).order_by()
    listed = list(found.values_list("severity", "code", "message", "verdict", "table"))
    errors = [one for one in listed if one[0] == Severity.ERROR]
    proposed = {_thing(one) for one in errors if one[1] in PROPOSALS}
    return {
        "errors": sum(one[1] not in PROPOSALS for one in errors),
        "proposals": len(proposed),
        "warnings": sum(one[0] == Severity.WARNING and not one[3] for one in listed),
    }


def _thing(one):
    """An institution is one thing in all tables; a column or family is one in its own."""
    _, code, message, _, table = one
    return (code, message) if code == "institution-unconfirmed" else (code, message, table)
