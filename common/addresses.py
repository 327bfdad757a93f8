"""Addresses: of an agency's pages, and on the portal's own host name for readers outside a page.

Every page of an agency has the agency's public ID in its address. While an agency's page is answered, ``reverse``,
``redirect`` and the template tag ``url`` fill in that agency; anywhere else the agency has to be named, or they raise.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any
from urllib.parse import urljoin

from django import urls
from django.conf import settings
from django.http import HttpResponseRedirect

# How the address of every page of an agency begins: ``path(f"{AGENCY}members/", …)``, or ``re_path(rf"^{AGENCY_REGEX}…")``.
# The views don't take this part: the middleware has resolved it to ``request.agency``.
AGENCY = "agency/<slug:agency>/"
AGENCY_REGEX = "agency/(?P<agency>[-a-zA-Z0-9_]+)/"
# The name of that part.
PART = "agency"
_at: ContextVar[str] = ContextVar("agency", default="")


def absolute(path: str) -> str:
    """A path of ours in full, whatever host name a request said. Other addresses stay what they are."""
    return urljoin(settings.SITE_URL, path)


@contextmanager
def at_agency(public_id: str) -> Iterator[None]:
    """Within, addresses are those of the agency with this public ID; with none ("") they have to name it."""
    token = _at.set(public_id)
    try:
        yield
    finally:
        _at.reset(token)


def enter_agency(public_id: str) -> None:
    """As ``at_agency``, from here to the end of the ``at_agency`` around it: for the middleware, which knows it halfway."""
    _at.set(public_id)


def reverse(
    name: str, args: Sequence[Any] = (), kwargs: dict[str, Any] | None = None, *, agency: str = ""
) -> str:
    """As Django's: the address of a page by its name. NoReverseMatch for an agency's page if no agency is known.

    ``agency`` is a public ID; without it, an agency's page is one of the agency whose page is being answered.
    """
    if not is_of_agency(name):
        return urls.reverse(name, args=args, kwargs=kwargs)
    of = agency or _at.get()
    if not of:
        raise urls.NoReverseMatch(f"{name} is an agency's page, and no agency is named.")
    if kwargs:
        return urls.reverse(name, kwargs={**kwargs, PART: of})
    return urls.reverse(name, args=[of, *args])


def redirect(to: str, *args: Any, **kwargs: Any) -> HttpResponseRedirect:
    """As Django's, to a page by its name, or to a path. ``agency`` is as in ``reverse``."""
    if "/" in to:
        return HttpResponseRedirect(to)
    agency = kwargs.pop(PART, "")
    return HttpResponseRedirect(reverse(to, args, kwargs, agency=agency))


def is_of_agency(name: str) -> bool:
    """Whether a page's name is one of an agency's own pages."""
    return name in _names_of_agency(urls.get_urlconf() or settings.ROOT_URLCONF)


@cache
def _names_of_agency(urlconf: str) -> frozenset[str]:
    return frozenset(_named(urls.get_resolver(urlconf).url_patterns, "", False))


def _named(patterns: Sequence[Any], namespace: str, is_of_agency: bool) -> Iterator[str]:
    for each in patterns:
        here = is_of_agency or PART in each.pattern.regex.groupindex
        if isinstance(each, urls.URLResolver):
            within = ":".join(filter(None, [namespace, each.namespace]))
            yield from _named(each.url_patterns, within, here)
        elif here:
            yield f"{namespace}:{each.name}" if namespace else str(each.name)
