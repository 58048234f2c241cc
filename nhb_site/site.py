"""What every page says of the site: from the environment, left out where it is not set."""

import re
from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Warning as Doubt
from django.core.checks import register

from nhb_site.elder import STEPS, plain_address
from stats.addresses import absolute

ID_CODE = re.compile(r"bm\d{8}|\d{10}")
POLICE = "https://beian.mps.gov.cn/#/query/webSearch"


def site(request):
    """Context processor: `site`, what is said of it, and `reading`, how this page is read."""
    return {"site": said, "reading": reading(request)}


def said():
    """What is said of the site: asked for by the parts that tell it, which are few."""
    police = settings.SITE_POLICE_RECORD
    digits = "".join(re.findall(r"\d+", police))
    return {
        "name": settings.SITE_NAME,
        "url": settings.SITE_URL,
        "domain": urlsplit(settings.SITE_URL).hostname or "",
        "id_code": settings.SITE_ID_CODE,
        "sponsor": settings.SITE_SPONSOR,
        "contact": settings.SITE_CONTACT,
        "icp": settings.SITE_ICP,
        "police": police,
        "police_url": f"{POLICE}?code={digits}" if digits else POLICE,
        "errors_url": settings.SITE_ERRORS_URL,
        "mark_url": settings.SITE_MARK_URL,
    }


def reading(request):
    """The same page as others see it and in each elder step; links to a page that is not there
    lead home, so that all of them are told with the same bytes."""
    plain = plain_address(request)
    step = getattr(request, "elder", "")
    found = not getattr(request, "lost", False)
    here, url = plain if found else "/", settings.SITE_URL
    return {
        "classes": STEPS.get(step, ""),
        "step": step,
        "plain": here,
        "canonical": f"{url}{here}" if step or url else "",
        "root": partial(absolute, request, "/"),  # error pages answer at any host
        "found": found,
        "path": request.path_info if found else "",
        **{name: f"{address}{here}" for address, name in zip(STEPS, NAMES, strict=True)},
    }


NAMES = ("elder", "largest")


@register
def check_id_code(app_configs, **kwargs):
    """A code of another form than those given out is a slip of the pen, or the form has changed."""
    code = settings.SITE_ID_CODE
    if not code or ID_CODE.fullmatch(code):
        return []
    hint = "应为十位数字，或 bm 加八位数字。"
    return [Doubt(f"SITE_ID_CODE 的值“{code}”不像网站标识码。", hint=hint, id="nhb_site.W001")]
