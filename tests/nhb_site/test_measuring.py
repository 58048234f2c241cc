import pytest
from prometheus_client import CollectorRegistry, Gauge, Histogram

from nhb_site.measuring import FOUND, Measured, families, kind_of, speeds


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "/"),
        ("/issues/2024/9/", "/issues/*/*/"),
        ("/elder/xl/issues/2024/9/", "/issues/*/*/"),
        ("/issues/2024/9.pdf", "/issues/*/*.*"),
        ("/static/css/site.0123456789ab.css", "/static/*"),
        ("/admin/stats/table/3/change/", "/admin/stats/table/*/change/"),
        ("/admin/stats/", "/admin/*/"),
        ("/none/of/ours", "-"),
        ("/elderly/", "-"),
    ],
)
def test_addresses_of_one_kind_are_counted_together(path, kind):
    assert kind_of(path) == kind


def counted():
    """{(page, method, status, kept): how often}"""
    return {
        tuple(sample.labels[name] for name in ("page", "method", "status", "kept")): sample.value
        for family in families()
        for sample in family.samples
        if sample.name == "nhb_requests_total"
    }


def test_every_answer_is_counted():
    def application(environ, start_response):
        environ |= {FOUND: True} if environ["PATH_INFO"] == "/" else {}
        if environ["PATH_INFO"] == "/stats/":
            raise ZeroDivisionError
        start_response("200 OK" if environ["PATH_INFO"] == "/" else "404 Not Found", [])
        return []

    before, site = counted(), Measured(application)
    for method, path in (("GET", "/"), ("GET", "/"), ("HEAD", "/"), ("BREW", "/none")):
        site({"REQUEST_METHOD": method, "PATH_INFO": path}, lambda *told: None)
    with pytest.raises(ZeroDivisionError):
        site({"REQUEST_METHOD": "GET", "PATH_INFO": "/stats/"}, lambda *told: None)
    after = counted()
    assert {key: count - before.get(key, 0) for key, count in after.items()} == dict.fromkeys(
        before, 0
    ) | {
        ("/", "GET", "200", "yes"): 2,
        ("/", "HEAD", "200", "yes"): 1,
        ("-", "-", "404", "no"): 1,
        ("/stats/", "GET", "500", "no"): 1,
    }


def test_how_fast_most_pages_were():
    registry = CollectorRegistry()
    seconds = Histogram(
        "nhb_request_seconds", "-", ["page"], buckets=(0.1, 0.2, 1), registry=registry
    )
    longest = Gauge("nhb_request_longest_seconds", "-", ["page"], registry=registry)
    for _ in range(90):
        seconds.labels("/").observe(0.05)
    for _ in range(10):
        seconds.labels("/").observe(0.15)
    for taken in (0.3, 4):
        seconds.labels("/search/").observe(taken)
    longest.labels("/").set(0.15)
    longest.labels("/search/").set(4)
    found = [
        (page, count, round(half, 4), round(most, 4), most_of_all)
        for page, count, half, most, most_of_all in speeds(registry.collect())
    ]
    assert found == [("/search/", 2, 1.0, 3.7, 4.0), ("/", 100, 0.0556, 0.125, 0.15)]
