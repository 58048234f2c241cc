"""From where somebody comes, and whether the desk is there for her."""

from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings

NOWHERE = "/-/"  # answered as every address that is none


def placed(get_response):
    """Middleware: REMOTE_ADDR becomes the address of the reader, not that of our own proxy; to
    those who come from elsewhere than ADMIN_NETWORKS the desk does not exist."""

    def answer(request):
        request.META["REMOTE_ADDR"] = address_of(request.META, settings.PROXY_COUNT)
        if asks_for_desk(request.path_info) and not may_enter(request.META["REMOTE_ADDR"]):
            request.path = request.path_info = NOWHERE
        return get_response(request)

    return answer


def address_of(told, proxies):
    """The address as the last of our `proxies` saw it; what stands before it anybody may write.

    Where fewer have written than there are, it is that of whoever asked us; "" where none is known.
    """
    path = told.get("HTTP_X_FORWARDED_FOR", "").split(",") if proxies else []
    written = path[-proxies] if 0 < proxies <= len(path) else ""
    address = parsed(written) or parsed(told.get("REMOTE_ADDR", ""))
    return str(address or "")


@lru_cache(maxsize=1000)
def parsed(text):
    """The address, an IPv4 address written as IPv6 as the former; None where it is none."""
    try:
        address = ip_address(text.strip().partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def asks_for_desk(path):
    return path == "/admin" or path.startswith("/admin/")


def may_enter(address):
    if not settings.ADMIN:
        return False
    networks = [ip_network(one, strict=False) for one in settings.ADMIN_NETWORKS]
    found = parsed(address)
    return not networks or (found is not None and any(found in one for one in networks))


def neighbourhood(address):
    """By what somebody is counted: an IPv4 address, or the first of the /64 of a line of IPv6."""
    found = parsed(address)
    if isinstance(found, IPv6Address):
        return str(ip_network((found, 64), strict=False).network_address)
    return address
