"""How often one visitor may do a thing. The counting is django-allauth's, so that the proxy is trusted in one place."""

from allauth.core.internal import ratelimit
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
