"""Searches for people leave no trace: what was searched for goes by POST and stays in the session, under a random key.

A name in an address stands in the logs of every server on the way, in the browser's history and in what it tells the next
page. Here the address of a list holds ``?search=KEY``: its pages, its print and its files are asked for by it, and the
key opens nothing without the session.
"""

from collections.abc import Collection

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.crypto import get_random_string

PARAMETER = "search"
_SESSION_KEY = "searches"
# A new search starts at its first page, whatever a list calls that.
_PAGES = ("page", "p")
# So many of a session's searches can be gone back to.
_MOST = 20
_LONGEST = 300


def remember(request: HttpRequest, *, in_address: Collection[str] = ()) -> HttpResponse:
    """Keep what was posted in the session, and lead to the list at its key. Posting nothing leads to the whole list.

    What else the address asks for, such as a filter, stays. Fields named ``in_address`` name no people: they go there, too.
    """
    said = {
        name: str(value).replace("\0", "")[:_LONGEST]
        for name, value in list(request.POST.items())[:_MOST]
        if value and name != "csrfmiddlewaretoken" and name not in in_address
    }
    query = request.GET.copy()
    for name in (PARAMETER, *_PAGES, *request.POST):
        query.pop(name, None)
    for name in in_address:
        if value := request.POST.get(name, ""):
            query[name] = value[:_LONGEST]
    if not said:
        return redirect(f"{request.path}?{query.urlencode()}" if query else request.path)
    kept: dict[str, dict[str, str]] = request.session.get(_SESSION_KEY, {})
    key = next((key for key, each in kept.items() if each == said), "") or get_random_string(12)
    kept[key] = said
    request.session[_SESSION_KEY] = dict(list(kept.items())[-_MOST:])
    query[PARAMETER] = key
    return redirect(f"{request.path}?{query.urlencode()}")


def asked(request: HttpRequest) -> QueryDict:
    """What a list is asked for: the parameters of its address, and the search that one of them names."""
    query = request.GET.copy()
    for name, value in searched_for(request).items():
        query.setdefault(name, value)
    return query


def searched_for(request: HttpRequest) -> dict[str, str]:
    """The search that the address names; nothing where the session has none such."""
    key = request.GET.get(PARAMETER, "")
    found: dict[str, str] = request.session.get(_SESSION_KEY, {}).get(key, {}) if key else {}
    return found
