"""What every answer tells browsers to refuse: scripts, frames and readers that are none of ours.

All of it is the same for everybody and every time, so that an answer may be kept and shown again.
"""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256

from django_prose_editor.widgets import prose_editor_base_media

# All that a page is made of comes from the site itself, and nothing stands inline. The desk has its
# exceptions, see headers_of.
PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
# A file that a browser opens after all is opened as nobody's: no scripts, no cookies, no forms.
FILE = "default-src 'none'; sandbox; frame-ancestors 'none'"

UNUSED = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "geolocation",
    "gyroscope", "hid", "magnetometer", "microphone", "midi", "payment", "picture-in-picture",
    "publickey-credentials-get", "screen-wake-lock", "serial", "sync-xhr", "usb",
    "xr-spatial-tracking",
)  # fmt: skip
OURS = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in UNUSED),
}
# What anybody may read the scripts of any site may read too, though not with a reader's cookies.
OPEN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}


def guarded(get_response):
    """Middleware: the policies of each answer, by whether it is a page or a file, and whose."""

    def answer(request):
        response = get_response(request)
        for name, value in headers_of(is_desk(request), is_page(response)).items():
            response.headers.setdefault(name, value)
        return response

    return answer


@cache
def headers_of(is_desk, is_page):
    """{name: value} for the desk or for readers, for a page or for anything else."""
    if not is_page:
        return OURS | ({} if is_desk else OPEN) | {"Content-Security-Policy": FILE}
    if not is_desk:
        return OURS | {"Content-Security-Policy": PAGE}
    # The text editor makes styles as it goes, and what is pasted from Word comes with its own.
    policy = PAGE.replace("script-src 'self'", f"script-src 'self' '{editor_digest()}'")
    policy = policy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
    return OURS | {"Content-Security-Policy": policy}


def editor_digest():
    """The one script that stands inline: it tells the text editor where its modules are."""
    [tag] = prose_editor_base_media.render_importmap()
    script = re.fullmatch(r"<script[^>]*>(.*)</script>", tag, re.DOTALL)[1]
    return "sha256-" + b64encode(sha256(script.encode()).digest()).decode()


def is_page(response):
    return response.headers.get("Content-Type", "").startswith("text/html")


def is_desk(request):
    return request.path_info.startswith("/admin/")
