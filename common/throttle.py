"""How often one visitor may do a thing, and where they come from. The proxy is trusted in one place, django-allauth's adapter."""

import ipaddress
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest

from common.outages import is_of_cache

_RATE = re.compile(r"(\d+)/(\d*)([smhd])/(ip|user)")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
# A household or an office has one such network of IPv6, and any address in it.
_NETWORK_BITS = 64
# Counting takes a millisecond: anyone who waits longer than this for a turn is one of very many.
_TURN, _PAUSE = 1.0, 0.01


def allows(request: HttpRequest, action: str, rate: str) -> bool:
    """Count one more ``action`` of this visitor and say whether it is still within ``rate``, such as ``30/m/ip``.

    A rate is a number, a span (``15m``, ``h``), and whom it is counted for: ``ip`` or ``user``. It holds for every span of
    that length; what is refused isn't counted. GET requests count like any other. Without a shared cache every process counts
    for itself. While the cache is away nothing can be counted: pages are read without a limit, and what is sent has to wait:
    the cache's error is raised.
    """
    found = _RATE.fullmatch(rate)
    if found is None:
        raise ValueError(rate)
    most, number, unit, whose = found.groups()
    visitor = (
        str(request.user.pk) if whose == "user" else _network(get_adapter(request).get_client_ip(request))
    )
    key = f"throttle:{action}:{rate}:{visitor}"
    try:
        return _spend(key, int(most), int(number or 1) * _SECONDS[unit])
    except Exception as error:
        if is_of_cache(error) and request.method in {"GET", "HEAD"}:
            return True
        raise


def visitor_address(request: HttpRequest) -> str | None:
    """The IP address that a request comes from, as the limits count it; None for one that can't be told or read."""
    try:
        told: str = get_adapter(request).get_client_ip(request)
        address = ipaddress.ip_address(told.partition("%")[0].strip("[] "))
    except (PermissionDenied, ImproperlyConfigured, ValueError):
        return None
    inside = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return str(inside or address)


def _spend(key: str, most: int, seconds: int) -> bool:
    """Keep this moment among those of the last ``seconds`` unless they are ``most`` already."""
    with _alone(key) as is_alone:
        if not is_alone:
            return False
        now = time.time()
        moments = [moment for moment in cache.get(key, ()) if moment > now - seconds]
        if len(moments) >= most:
            return False
        cache.set(key, [*moments, now], seconds)
    return True


@contextmanager
def _alone(key: str) -> Iterator[bool]:
    """Two requests at the same moment are counted one after the other; False where the turn doesn't come in time."""
    lock, until = f"{key}:turn", time.monotonic() + _TURN
    while not cache.add(lock, value=True, timeout=10):
        if time.monotonic() > until:
            yield False
            return
        time.sleep(_PAUSE)
    try:
        yield True
    finally:
        cache.delete(lock)


def _network(told: str) -> str:
    """What one visitor is counted by: the address, or for IPv6 the network around it."""
    try:
        address = ipaddress.ip_address(told)
    except ValueError:
        return told
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.IPv6Network((address, _NETWORK_BITS), strict=False).network_address)
    return told
