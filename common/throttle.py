"""How often one visitor may do a thing. The counting is django-allauth's, so that the proxy is trusted in one place."""

from allauth.core.internal import ratelimit
from django.http import HttpRequest


def allows(request: HttpRequest, action: str, rate: str) -> bool:
    """Count one more ``action`` of this visitor and say whether it is still within ``rate``, such as ``30/m/ip``.

    GET requests count like any other. Without a shared cache every process counts for itself.
    """
    used = ratelimit.consume(request, app="onemind", action=action, config={action: rate}, limit_get=True)
    return used is not None
