"""What answers does not say by what program."""

from types import SimpleNamespace

from gunicorn.http.wsgi import Response

from nhb_site import nameless  # noqa: F401 - which is how gunicorn's config loads it


def test_an_answer_does_not_name_gunicorn():
    request = SimpleNamespace(version=(1, 1), should_close=lambda: True, method="GET")
    response = Response(request, None, SimpleNamespace(is_ssl=False))
    response.status = "200 OK"
    names = [line.partition(":")[0] for line in response.default_headers()]
    assert names == ["HTTP/1.1 200 OK\r\n", "Date", "Connection"]
