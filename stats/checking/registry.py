"""The rules by name of what they find: a rule takes a sheet and its background, yields findings."""

_RULES = []
_CODES = set()


def rule(*codes):
    """Register a rule with the codes of the findings it may yield."""

    def register(function):
        announce(*codes)
        _RULES.append(function)
        return function

    return register


def announce(*codes):
    """Say that findings with these codes come from checks: a re-check may take them away again."""
    _CODES.update(codes)


def codes():
    return frozenset(_CODES)


def findings_of(sheet, background):
    """What all rules find on one sheet."""
    return [finding for check in _RULES for finding in check(sheet, background)]
