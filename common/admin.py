"""What every page of the portal's admin has in common, and those that only show what changes elsewhere.

Whatever is looked up, searched, sorted or shown in the admin is on a list. Django answers any look-up on a model's own
fields (``?password__startswith=``), and so tells a hash letter by letter; here it answers those of the page's own filters.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import SEARCH_VAR, ChangeList
from django.db import models
from django.db.models import Model, QuerySet
from django.db.models.constants import LOOKUP_SEP
from django.http import HttpRequest, HttpResponse

from common import searches
from common.inputs import DayField, DayInput, LineField

# A field whose name has one of these words holds a secret, or what one is made of: no page of the admin shows it, finds by
# it, filters or sorts by it, whatever its class lists.
_SECRET = re.compile(
    r"(?:^|_)(?:password|passphrase|secret|token|hash|digest|seed|salt|otp|totp|sessions?|form_key|recovery|codes)(?:_|$)"
)
# What Django's filters ask about a field of theirs: its value, whether there is one, from when until when.
_ASKED_BY_FILTERS = (
    "",
    "__exact",
    "__in",
    "__isnull",
    "__isempty",
    "__gte",
    "__lt",
    "__id__exact",
    "__pk__exact",
)
_DATE_PARTS = {"year": range(1900, 2200), "month": range(1, 13), "day": range(1, 32)}


def is_secret(path: str) -> bool:
    """Whether a field, or one on the way over relations to it (``user__password``), holds a secret."""
    return any(_SECRET.search(part) for part in path.split(LOOKUP_SEP))


class _NoSecrets:
    """For pages and for what stands inline on them."""

    # Names that sound like a secret's, and are none.
    no_secrets: tuple[str, ...] = ()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The last place where Django asks what a page shows and takes."""
        fieldsets = super().get_fieldsets(request, obj)  # type: ignore[misc]
        return [
            (title, {**options, "fields": list(self._without_secrets(options["fields"]))})
            for title, options in fieldsets
        ]

    def _without_secrets(self, names: Iterable[Any]) -> Iterator[Any]:
        """The names without those of secrets. One may be a tuple: fields in a line, or a filter with its class."""
        for name in names:
            if isinstance(name, (list, tuple)):
                if kept := tuple(self._without_secrets(name)):
                    yield kept
            elif not isinstance(name, str) or name in self.no_secrets or not is_secret(name.lstrip("-^=@")):
                yield name


class PortalInline(_NoSecrets, admin.TabularInline):
    """Rows that stand on another row's page, to look at."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class PortalAdmin(_NoSecrets, admin.ModelAdmin):
    """The base of every model's pages: ``onemind.admin`` takes no others.

    Whatever a page or an action of it changes, it tells Django's history of the row by ``log_addition``, ``log_change`` or
    ``log_deletions``; that puts it on the audit trail, too, in the transaction of the change. An action that only calls a
    function that records leaves that out.
    """

    # Names and dates are refused here as in the portal's own forms.
    formfield_overrides: ClassVar[dict[Any, dict[str, Any]]] = {
        models.CharField: {"form_class": LineField},
        models.SlugField: {"form_class": forms.SlugField},
        models.DateField: {"form_class": DayField, "widget": DayInput, "years_back": 25, "years_ahead": 5},
    }
    # Where all that is saved goes through actions, which record it, or refuse it.
    recorded_by_actions = False

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self._record(request, [obj], "added", message)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        # Without a message a form was saved in which nothing had changed.
        self._record(request, [obj] if message else [], "changed", message)
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        self._record(request, queryset, "deleted", [])
        return super().log_deletions(request, queryset)

    def _record(self, request: HttpRequest, rows: Iterable[Model], what: str, message: Any) -> None:
        if not self.recorded_by_actions:
            site: Any = self.admin_site
            for row in rows:
                site.record(request, row, what, message)

    def get_list_display(self, request: HttpRequest) -> Any:
        return list(self._without_secrets(super().get_list_display(request)))

    def get_list_filter(self, request: HttpRequest) -> Any:
        return [each for each in super().get_list_filter(request) if not is_secret(_parameter(each))]

    def get_search_fields(self, request: HttpRequest) -> Any:
        return list(self._without_secrets(super().get_search_fields(request)))

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """Only what the page's own filters and its row of dates ask, and only of days that a calendar has."""
        name, _, part = lookup.rpartition(LOOKUP_SEP)
        if name == self.date_hierarchy and part in _DATE_PARTS and not is_secret(name):
            return str(value).isascii() and str(value).isdecimal() and int(value[:5]) in _DATE_PARTS[part]
        return request is not None and lookup in self._lookups(request)

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[ChangeList]:
        return _SearchedInPrivate

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list, or the search that was posted, which goes to the session."""
        if request.method == "POST" and SEARCH_VAR in request.POST and "action" not in request.POST:
            return searches.remember(request)
        answer: HttpResponse = super().changelist_view(request, extra_context)
        return answer

    def to_field_allowed(self, request: HttpRequest, to_field: str) -> bool:
        """Rows are chosen by their numbers."""
        return bool(to_field == self.opts.pk.name)

    def _lookups(self, request: HttpRequest) -> set[str]:
        filtered = map(_parameter, self.get_list_filter(request))
        return {f"{name}{asked}" for name in filtered for asked in _ASKED_BY_FILTERS}


class _SearchedInPrivate(ChangeList):
    """A list whose search is named by a key in the address: rows of the admin are people, too."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> Any:
        self.query = searches.searched_for(request).get(SEARCH_VAR, self.query)
        return super().get_queryset(request, exclude_parameters)

    def get_filters_params(self, params: Any = None) -> dict[str, Any]:
        found: dict[str, Any] = super().get_filters_params(params)
        found.pop(searches.PARAMETER, None)
        return found


class ReadOnlyAdmin(PortalAdmin):
    """Rows to look at: none can be added, changed or deleted here, by anyone."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def _parameter(each: Any) -> str:
    """What a filter's parameter starts with: the field it is over, or the name it chose."""
    if isinstance(each, (list, tuple)):
        each = each[0]
    return str(getattr(each, "parameter_name", each))
