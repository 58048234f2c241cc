"""Personal data that has no place in a bulletin: identity numbers, mobile and bank numbers."""

import re

from stats.parsing.readings import folded

_IDENTITY = re.compile(r"(?<![0-9])[1-9][0-9]{5}(?:19|20)[0-9]{9}[0-9Xx](?![0-9])")
_MOBILE = re.compile(r"(?<![0-9.])1[3-9][0-9]{9}(?![0-9.])")
_CARD = re.compile(r"(?<![0-9])[3-6][0-9]{15,18}(?![0-9])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def private_in(text):
    """What kind of personal number stands in `text`, in Chinese; empty where there is none."""
    plain = folded(text)
    if any(_identity_checks(number) for number in _IDENTITY.findall(plain)):
        return "身份证号码"
    if _MOBILE.search(plain):
        return "手机号码"
    return "银行卡号" if any(_card_checks(number) for number in _CARD.findall(plain)) else ""


def _identity_checks(number):
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return _CHECKS[total % 11] == number[-1].upper()


def _card_checks(number):
    doubled = [int(d) * (1 + at % 2) for at, d in enumerate(reversed(number))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
