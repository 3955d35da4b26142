"""Where a request comes from, as far as it may be trusted."""

from ipaddress import IPv6Address, IPv6Network, ip_address

from django.http import HttpRequest

from knowledge.conf import get_setting

#: What a household or a firm gets of IPv6: whoever has one address of it has them all.
_IPV6_PREFIX = 64


def client_address(request: HttpRequest) -> str:
    """Return the visitor's address, of IPv6 the network; "" when none can be told.

    Each proxy of the host adds at the right of `X-Forwarded-For` whom it heard. What stands further left, the
    visitor may have written.
    """
    proxies = get_setting("TRUSTED_PROXIES")
    if not proxies:
        return _normal(request.META.get("REMOTE_ADDR", ""))
    heard = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    return _normal(heard[-proxies]) if len(heard) >= proxies else ""


def _normal(written: str) -> str:
    try:
        address = ip_address(written.strip().strip("[]"))
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(IPv6Network((int(address), _IPV6_PREFIX), strict=False))
    return str(address)
