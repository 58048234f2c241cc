"""Ten thousand names guessed of a scheduled issue, over HTTP: no hit, and no slower or faster.

Names are made from those the site has given out: years and numbers, months, slugs, codes, random
words, by all families of addresses, and each is asked for in four ways. Then the same questions
about the hidden issue and about one that never was are timed in turn. Run from the top of the
checkout:

    .venv/bin/python -m tests.drills.guess_addresses [--database postgresql] [--times 400]
"""

import argparse
import random
import secrets
import statistics
import sys
import time
from datetime import timedelta
from itertools import chain, product

from tests.databases import VENDORS
from tests.drills.serving import Site, prepared

GUESSES = 10_000
API = "/api/v1"  # tells of what is not there as JSON, everything else as a page
WAYS = {
    "GET": ("GET", {}),
    "HEAD": ("HEAD", {}),
    "Range": ("GET", {"Range": "bytes=0-99"}),
    "If-None-Match": ("GET", {"If-None-Match": "*"}),
}
HIDDEN = {"year": 2024, "number": 9, "period": "2024-08", "slug": "bookings"}
NEVER = {"year": 1999, "number": 9, "period": "1999-08", "slug": "bookinks"}
TIMED = (
    "/issues/{year}/{number}/",
    "/issues/{year}/{number}/v1/",
    "/issues/{year}/{number}.pdf",
    "/issues/{year}/{number}/articles/1/",
    "/stats/{slug}/",
    "/stats/{slug}/{period}/",
    "/stats/{slug}/{period}.csv",
    "/stats/{slug}/data/",
)


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--database", choices=VENDORS, default="sqlite")
    asked.add_argument("--times", type=int, default=400, help="how often each question is timed")
    asked = asked.parse_args()
    prepared(asked.database)
    from django.utils import timezone

    from tests.drills.release_moment import scheduled

    scheduled(timezone.now() + timedelta(days=1))
    with Site() as site:
        wrong = [*guess(site), *timed(site, asked.times)]
    print("\n".join(wrong) or f"{asked.database}: nothing was learned")  # noqa: T201
    return 1 if wrong else 0


def guess(site):
    """Where an answer tells something."""
    from tests import guessing

    expected = {
        (start, way): answer(site, f"{start}/issues/1999/3{end}", *how)
        for start, end in (("", "/"), (API, ""))
        for way, how in WAYS.items()
    }
    families = guessing.guessed(names())
    each, asked = _share([len(addresses) for addresses in families.values()]), 0
    for family, addresses in families.items():
        first, others = addresses[: len(HIDDEN)], addresses[len(HIDDEN) :]
        chosen = first + random.sample(others, max(0, min(each - len(first), len(others))))
        asked += len(chosen)
        for address, (way, how) in product(chosen, WAYS.items()):
            never = expected[API if address.startswith(API) else "", way]
            if (found := answer(site, address, *how)) != never:
                yield f"{way} {address} ({family}): {found[0]} instead of {never[0]}"
    told = f"{len(families)} families, {asked} names, {asked * len(WAYS)} guesses"
    print(told)  # noqa: T201


def _share(sizes):
    """How many names of each family are asked, that all together are GUESSES: where there are
    fewer, all of them, and what they leave is shared out among the others."""
    left = GUESSES
    for place, size in enumerate(sorted(sizes)):
        share = -(-left // (len(sizes) - place))
        if size >= share:
            return share
        left -= size
    return max(sizes)


def names():
    """Many values for each word of an address, those of the hidden issue first."""
    words = [secrets.token_hex(16) for _ in range(40)]
    return {
        "year": (2024, *range(2012, 2028)),
        "number": (9, 10, 8, *range(1, 8), 11, 12),
        "version": (1, 2, 3),
        "position": (1, 2, 3, 4),
        "kind": ("pdf", "docx", "zip", "csv", "xlsx", "json", "xml"),
        "slug": ("bookings", "kiosks", "hotline", "platform-hospitals", *words[:20]),
        "period": [f"{y}-{m:02d}" for y in range(2024, 2012, -1) for m in range(1, 13)],
        "code": ("nanjing-gulou-yiyuan", "xuanwu", *words[:30]),
        "section": ("secret", *words),
        "secret": [*words, *(secrets.token_urlsafe(32) for _ in range(60))],
        "name": [f"{word}.{kind}" for word in words for kind in ("png", "jpg", "webp")],
    }


def answer(site, address, method, headers):
    status, told, body = site.ask(address, method, headers)
    for random_or_now in ("Date", "X-Request-ID"):
        told.pop(random_or_now, None)
    return status, told, body


def timed(site, times):
    """Where the hidden is answered at another pace than what never was."""
    worst = 0.0
    for pattern in TIMED:
        pair = [pattern.format(**values) for values in (HIDDEN, NEVER)]
        took = {address: [] for address in pair}
        for address in chain.from_iterable(random.sample(pair, 2) for _ in range(times)):
            start = time.perf_counter()
            site.ask(address)
            took[address].append(time.perf_counter() - start)
        first, second = (statistics.median(took[address]) * 1000 for address in pair)
        worst = max(worst, abs(first - second))
        if abs(first - second) > 5:
            yield f"{pair[0]}: {first:.1f} ms, {pair[1]}: {second:.1f} ms"
    print(f"medians of {times} apart by at most {worst:.2f} ms")  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
