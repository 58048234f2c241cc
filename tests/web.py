"""Public pages as tests read them."""

import re
from urllib.parse import urljoin

from lxml import html


def opened(client, path, **query):
    """The page at `path`, parsed."""
    response = client.get(path, query)
    assert response.status_code == 200, path
    return html.document_fromstring(response.content.decode())


def found(page, selector):
    """Elements by a plain selector: tags, .classes, [attributes], commas and descendants."""
    paths = ["".join(f"//{_step(step)}" for step in part.split()) for part in selector.split(",")]
    return page.xpath(" | ".join(paths))


def _step(step):
    tag, rest = re.fullmatch(r"([a-z0-9]*)(.*)", step).groups()
    conditions = [
        f"[contains(concat(' ', @class, ' '), ' {name} ')]"
        for name in re.findall(r"\.([\w-]+)", rest)
    ]
    conditions += [
        f"[@{name}='{value}']" if value else f"[@{name}]"
        for name, value in re.findall(r"\[([\w-]+)(?:=([\w-]+))?\]", rest)
    ]
    return f"{tag or '*'}{''.join(conditions)}"


def until(page, condition):
    """Waits until it holds on a page in the browser; wait_for_function would need `eval` there."""
    page.evaluate(
        f"""new Promise((done, failed) => {{
            const look = () => {condition} ? done() : setTimeout(look, 20);
            setTimeout(() => failed(new Error("not within 30 s")), 30000);
            look();
        }})"""
    )


def texts(page, selector):
    return [text_of(node) for node in found(page, selector)]


def links(page, selector):
    return [node.get("href") for node in found(page, selector)]


def rows(page):
    """The texts of all body rows of the tables of a page."""
    return [[text_of(cell) for cell in row.xpath("th | td")] for row in found(page, "tbody tr")]


def text_of(node):
    return " ".join("".join(node.itertext()).split())


# The same pages in large print; a form with a token of its own for every reader.
ASIDE = ("/elder/", "/report/")


def crawled(client, start="/", aside=ASIDE):
    """Every page and download that can be reached from `start`, by address, with its bytes."""
    pages, waiting = {}, [start]
    while waiting:
        address = waiting.pop()
        if address in pages:
            continue
        response = client.get(address, follow=True)
        assert response.status_code == 200, address
        pages[address] = response.getvalue()
        assert client.head(address, follow=True).status_code == 200, address
        if response["Content-Type"].startswith("text/html"):
            found = _internal(address, pages[address])
            waiting += [target for target in found if not target.startswith(aside)]
    return pages


def _internal(address, content):
    """Where the links of a page lead on this site, pictures, styles and what robots are asked not
    to follow left out."""
    for node in found(html.document_fromstring(content.decode()), "a[href]"):
        if node.get("rel") == "nofollow":
            continue
        target = urljoin(address, node.get("href")).partition("#")[0]
        if target.startswith("/"):
            yield target
