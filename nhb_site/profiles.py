"""How strict log-in is, by the rule the site goes by: SECURITY_PROFILE names one of these."""

from dataclasses import dataclass
from datetime import timedelta

PASSWORDS = "django.contrib.auth.password_validation."


@dataclass(frozen=True)
class Profile:
    """What holds for everybody who logs in."""

    shortest: int  # password
    kinds: int  # of the four: capitals, small letters, digits, others
    failures: int  # until somebody has to wait, from that address
    wait: timedelta
    idle: timedelta  # without a click, until she has to log in again
    longest: timedelta  # even with clicks
    second_step: bool  # a code from the phone of who publishes or gives rights

    @property
    def validators(self):
        """AUTH_PASSWORD_VALIDATORS"""
        length = {"NAME": f"{PASSWORDS}MinimumLengthValidator"}
        others = ("UserAttributeSimilarity", "CommonPassword", "NumericPassword")
        kinds = {"NAME": "nhb_site.passwords.KindsValidator", "OPTIONS": {"least": self.kinds}}
        return [
            length | {"OPTIONS": {"min_length": self.shortest}},
            *({"NAME": f"{PASSWORDS}{name}Validator"} for name in others),
            *([kinds] if self.kinds else []),
        ]


def _minutes(number):
    return timedelta(minutes=number)


PROFILES = {
    # For a first look and a small office: nobody is in anybody's way.
    "plain": Profile(8, 0, 5, _minutes(15), timedelta(days=1), timedelta(days=14), False),
    # GB/T 22239-2019, levels 2 and 3, with the figures usual at assessments.
    "djbh2": Profile(10, 3, 5, _minutes(30), _minutes(30), timedelta(hours=8), False),
    "djbh3": Profile(12, 3, 5, _minutes(30), _minutes(15), timedelta(hours=8), True),
    # OWASP ASVS 5: long rather than of many kinds.
    "asvs": Profile(15, 0, 5, _minutes(30), _minutes(30), timedelta(hours=12), True),
}


def profile(name):
    """The Profile of that name; ValueError names those there are."""
    if name not in PROFILES:
        known = "、".join(PROFILES)
        raise ValueError(f"SECURITY_PROFILE 的值“{name}”没有定义，可选：{known}。")
    return PROFILES[name]


def second_step(asked, profile):
    """Whether the second step is due: `asked` is on, off, or auto for what the profile has.

    Raises ValueError for anything else.
    """
    known = {"auto": profile.second_step, "on": True, "off": False}
    if asked not in known:
        raise ValueError(f"SECOND_STEP 的值“{asked}”没有定义，可选：{'、'.join(known)}。")
    return known[asked]
