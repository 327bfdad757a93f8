"""The campaign's admin: Django's own, which turns away requests that its pages never make before a database meets them."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib import messages
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import SEARCH_VAR
from django.core.exceptions import BadRequest
from django.db import DataError, transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import SimpleTemplateResponse
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import trail
from audit.labels import register_labels
from audit.models import kind_of, reference
from common.admin import PortalAdmin

# Longer ones, and such with a great many words, are more than a database compares.
MOST_SEARCHED = 200
# What every database takes for a number of a row has at most so many digits.
_DIGITS = 18
_UNSTORABLE = "\x00"

_CHANGES = {
    "added": gettext_lazy("%(kind)s added"),
    "changed": gettext_lazy("%(kind)s changed"),
    "deleted": gettext_lazy("%(kind)s deleted"),
}

_View = TypeVar("_View", bound=Callable[..., HttpResponseBase])


class CampaignAdmin(AdminSite):
    """One place for what all pages of the admin are asked."""

    # What isn't there is answered like everywhere else in the portal, by ``onemind.access``.
    final_catch_all_view = False

    def register(
        self, model_or_iterable: Any, admin_class: type[ModelAdmin] | None = None, **options: Any
    ) -> None:
        """Take the portal's own pages. Those that libraries bring along for their tables, secrets and all, stay closed."""
        if admin_class is not None and issubclass(admin_class, PortalAdmin):
            super().register(model_or_iterable, admin_class, **options)
            listed: list[type[Model]] = (
                [model_or_iterable] if isinstance(model_or_iterable, type) else list(model_or_iterable)
            )
            for model in listed:
                register_labels(
                    {f"{kind_of(model).lower()}_{what}": _words(model, what) for what in _CHANGES}
                )

    def admin_view(self, view: _View, cacheable: bool = False) -> _View:
        """The view behind the admin's door, and behind a look at what was asked."""
        return super().admin_view(_readable(_recorded(view)), cacheable)

    def record(self, request: HttpRequest, row: Model, what: str, message: Any) -> None:
        """Put a change that was made here on the audit trail, unless what made it has recorded it already.

        ``what`` is added, changed or deleted; ``message`` Django's account of it, whose fields' labels are kept.
        """
        seen: set[str] = getattr(request, "recorded", set())
        if reference(row) in seen:
            return
        fields = sorted(
            {str(name) for part in message if isinstance(part, dict) for name in _fields_in(part)}
        )
        trail.record(
            f"{kind_of(row).lower()}_{what}",
            by=cast("Model", request.user),
            subject=row,
            agency=getattr(row, "agency", None),
            details={"fields": fields} if fields else {},
        )


def _recorded(view: _View) -> _View:
    """``view`` with all that a POST changes in one transaction, so that no entry of the trail is without its change."""

    @wraps(view)
    def watching(request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **options)
        with transaction.atomic(), trail.watched() as seen:
            request.recorded = seen  # type: ignore[attr-defined]
            return view(request, *args, **options)

    return cast("_View", watching)


def _fields_in(part: dict[str, Any]) -> list[str]:
    return [name for about in part.values() for name in about.get("fields", [])]


def _sentence(model: type[Model], what: str) -> str:
    return str(_CHANGES[what]) % {"kind": capfirst(str(model._meta.verbose_name))}


_words = lazy(_sentence, str)


def _readable(view: _View) -> _View:
    """``view`` for requests that it can read.

    What no page of the admin sends is answered with 400: chosen rows that aren't numbers of rows, marks that no database
    stores, and values that none of them can compare. Who searches for too much is told so beside the whole list.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        if not all(map(_is_number_of_a_row, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            raise BadRequest("Chosen rows that are no numbers of rows.")
        if any(_UNSTORABLE in text for text in _asked(request)):
            raise BadRequest("A mark that no database stores.")
        if max(len(words.get(SEARCH_VAR, "")) for words in (request.GET, request.POST)) > MOST_SEARCHED:
            asked = request.GET.copy()
            asked.pop(SEARCH_VAR, None)
            words = _("Search for fewer words: up to %(most)s letters. This is the whole list.")
            messages.error(request, words % {"most": MOST_SEARCHED})
            return redirect(f"{request.path}?{asked.urlencode()}" if asked else request.path)
        try:
            response = view(request, *args, **options)
            # The lists' statements run while they are drawn.
            return response.render() if isinstance(response, SimpleTemplateResponse) else response
        except (OverflowError, DataError) as error:
            raise BadRequest("A value that the database can't take.") from error

    return cast("_View", guarded)


def _asked(request: HttpRequest) -> Iterator[str]:
    """Every name and value of the address."""
    yield request.path_info
    for name, values in request.GET.lists():
        yield from (name, *values)


def _is_number_of_a_row(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _DIGITS
