"""How to cite what is on a page, after GB/T 7714; the day of reading is filled in by the reader."""

from django.conf import settings

# Where the day of reading belongs; a script writes today's there.
READ_ON = "引用日期"


def cited(title, kind, url, *, by="", host="", issue=None):
    """主要责任者. 题名[类型/OL]. 刊名, 年(期)[引用日期]. 网址.

    `kind` is J for what is printed in the bulletin, DS for its figures; `issue` is (year, number).
    """
    by = by or settings.SITE_SPONSOR
    numbered = f"{issue[0]}({issue[1]})" if issue else ""
    where = ", ".join(filter(None, (host, numbered)))
    parts = [*([by] if by else []), f"{title}[{kind}/OL]", *([where] if where else [])]
    return f"{'. '.join(parts)}[{READ_ON}]. {url}."
