"""The way through a long table: heads that sort it, links to its pages."""

from urllib.parse import urlencode

from stats.markup import joined


def rest_of(asked, *left_out):
    """What was asked for besides, to stand before one more name and value."""
    kept = [(name, one) for name, some in asked.lists() if name not in left_out for one in some]
    return f"{urlencode(kept)}&" if kept else ""


def heads_html(table, rest):
    """The header cells of a table to be sorted; each leads to the page sorted by its column, with
    the `rest` of what is asked for."""
    return joined(
        (
            _SORTED.format(' class="t"' if place < 2 else "", _direction(column)),
            (f"?{rest}sort={column.order_by_alias.next}", column.header),
        )
        for place, column in enumerate(table.columns)
    )


_SORTED = '<th scope="col"{}{}><a href="{{}}">{{}}</a></th>'


def _direction(column):
    if not column.is_ordered:
        return ""
    falls = column.order_by_alias.is_descending
    return f' aria-sort="{"descending" if falls else "ascending"}"'


def pages_html(page, asked):
    """The way to the pages around this one, the first and the last."""
    rest, paginator = rest_of(asked, "page"), page.paginator
    known = paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    links = []
    if page.has_previous():
        links.append((_BEFORE, (f"?{rest}page={page.number - 1}",)))
    for number in known:
        if number == page.number:
            links.append(('<li><span aria-current="page">{}</span></li>', (f"{number}",)))
        elif number == paginator.ELLIPSIS:
            links.append(("<li><span>…</span></li>", ()))
        else:
            links.append((_PAGE, (f"?{rest}page={number}", f"{number}", f"{number}")))
    if page.has_next():
        links.append((_AFTER, (f"?{rest}page={page.number + 1}",)))
    return joined(links)


_BEFORE = '<li><a rel="prev" href="{}">上一页</a></li>'
_AFTER = '<li><a rel="next" href="{}">下一页</a></li>'
_PAGE = '<li><a href="{}" aria-label="第 {} 页">{}</a></li>'
