"""How often one visitor may do a thing, and where they come from. Both are django-allauth's, so that the proxy is trusted
in one place."""

import ipaddress

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest

from common.outages import is_of_cache


def allows(request: HttpRequest, action: str, rate: str) -> bool:
    """Count one more ``action`` of this visitor and say whether it is still within ``rate``, such as ``30/m/ip``.

    GET requests count like any other. Without a shared cache every process counts for itself. While the cache is away
    nothing can be counted: pages are read without a limit, and what is sent has to wait: the cache's error is raised.
    """
    try:
        used = ratelimit.consume(request, app="onemind", action=action, config={action: rate}, limit_get=True)
    except Exception as error:
        if is_of_cache(error) and request.method in {"GET", "HEAD"}:
            return True
        raise
    return used is not None


def visitor_address(request: HttpRequest) -> str | None:
    """The IP address that a request comes from, as the limits count it; None for one that can't be told or read."""
    try:
        told: str = get_adapter(request).get_client_ip(request)
        address = ipaddress.ip_address(told.partition("%")[0].strip("[] "))
    except (PermissionDenied, ImproperlyConfigured, ValueError):
        return None
    inside = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return str(inside or address)
