"""The directory's filters: what may stand in its query, and what that leaves of the list."""

from array import array
from collections.abc import Iterable
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.forms.utils import flatatt
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from agencies.places import countries, country_name
from agencies.search_index import Found
from agencies.sizes import SIZE_BANDS
from directory import finding, queries
from directory.queries import RegionCount
from pledges.models import Pledge
from pledges.queries import STATUS_NAMES

STATUSES = [(kind, STATUS_NAMES[kind]) for kind in ("on_the_way", "certified")]
# What these were called before: links and programs still ask so.
FORMER_STATUSES = {"pledged": "on_the_way"}
# The first is the one that no one asked for: best match for what is searched for, else by name.
BEST = "best"
ORDERS = [
    (BEST, _("Best match")),
    ("name", _("Name")),
    ("region", _("State or province")),
    ("pledged", _("Latest pledge")),
    ("certified", _("Latest certification")),
]
# Folded away until one of them is used.
MORE = ("country", "kind", "size", "sort")


# Marked as markup once: a select has sixty options.
_SELECTED, _NOT = format_html("{}", " selected"), format_html("{}", "")


class PlainSelect(forms.Select):
    """A select whose options are written in one go: Django's runs a template for each of the sixty states."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        chosen = "" if value is None else str(value)
        groups = [
            format_html('<optgroup label="{}">{}</optgroup>', label, self._options(options, chosen))
            if isinstance(options, (list, tuple))
            else self._options([(label, options)], chosen)
            for label, options in self.choices
        ]
        written = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        return format_html("<select{}>{}</select>", flatatt(written), format_html_join("", "{}", zip(groups)))

    def _options(self, options: Iterable[tuple[Any, Any]], chosen: str) -> SafeString:
        rows = ((value, _SELECTED if str(value) == chosen else _NOT, label) for value, label in options)
        return format_html_join("", '<option value="{}"{}>{}</option>', rows)


class ListingFilter(django_filters.FilterSet):
    """Filters over ``queries.listed()``.

    Only states and countries that have an agency are offered; another one that there is finds none.
    """

    q = django_filters.CharFilter(
        label=_("Name, place, ZIP code or ORI"),
        method="search",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    country = django_filters.ChoiceFilter(
        label=_("Country"), field_name="agency__country", empty_label=_("Every country")
    )
    region = django_filters.ChoiceFilter(
        label=_("State or province"), method="by_region", empty_label=_("Everywhere")
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=STATUSES, method="by_status", empty_label=_("All that took the pledge")
    )
    kind = django_filters.ChoiceFilter(
        label=_("Type of agency"),
        field_name="agency__kind",
        choices=Agency.Kind.choices,
        empty_label=_("Every type"),
    )
    size = django_filters.ChoiceFilter(
        label=_("Size"),
        choices=[(band.key, band.label) for band in SIZE_BANDS],
        method="by_size",
        empty_label=_("Every size"),
    )
    sort = django_filters.ChoiceFilter(
        label=_("Sort by"), choices=ORDERS, method="unchanged", empty_label=None
    )

    class Meta:
        model = Pledge
        fields: list[str] = []

    def __init__(
        self, data: QueryDict | None, *args: object, regions: list[RegionCount], **kwargs: object
    ) -> None:
        if data is not None and (present := FORMER_STATUSES.get(str(data.get("status", "")))):
            data = data.copy()
            data["status"] = present
        asked = {
            name: (data.get(name, "") if data is not None else "").upper() for name in ("region", "country")
        }
        if data is not None and any(data.get(name, "") not in ("", key) for name, key in asked.items()):
            data = data.copy()
            for name, key in asked.items():
                data[name] = key
        super().__init__(data, *args, **kwargs)
        self.regions = regions
        self.form.fields["region"].choices = _region_choices(regions, asked["region"])
        self.form.fields["country"].choices = _country_choices(regions, asked["country"])
        for name, field in self.form.fields.items():
            if isinstance(field.widget, forms.Select):
                plain = PlainSelect(attrs=field.widget.attrs)
                plain.choices = field.widget.choices
                plain.is_required = False
                field.widget = plain
            field.required = False
            field.widget.attrs.setdefault("class", "form-control" if name == "q" else "form-select")

    @property
    def qs(self) -> QuerySet[Pledge]:
        """What is left, in the order that was asked for, and by name where that is the best match first.

        A value that isn't offered filters nothing and is said so.
        """
        found: QuerySet[Pledge] = super().qs
        if self.order == BEST:
            return queries.ordered(found, "name", self.regions)
        if self.order == self._asked.get("status") == "certified":
            return queries.latest_first(found)
        return queries.ordered(found, self.order, self.regions)

    @cached_property
    def found(self) -> Found:
        """What the search for the words finds in the index of all agencies, whatever the other filters leave of it."""
        return finding.find(self.words)

    @property
    def best_first(self) -> "array[int]":
        """The numbers of what is left, the best match first. One statement."""
        numbers = dict(super().qs.order_by().values_list("agency", "pk"))
        return array("q", (numbers[pk] for pk in self.found.pks if pk in numbers))

    @property
    def number(self) -> int:
        """How many agencies are left. One statement, or none where the counts by state tell."""
        asked = {name: value for name, value in self._asked.items() if value and name != "sort"}
        if asked.keys() - {"country", "region", "status"}:
            return self.qs.count()
        return queries.number_of(self.regions, **asked)

    @property
    def order(self) -> str:
        """The order that was asked for; the best match first where words are searched for, else by name."""
        asked = self._asked.get("sort") or BEST
        return asked if asked != BEST or self.words else "name"

    @property
    def words(self) -> str:
        """What was searched for."""
        return self._asked.get("q") or ""

    @property
    def uses_more(self) -> bool:
        """Whether any of the filters that are folded away was asked for, rightly or wrongly."""
        return any(self.form.data.get(name) for name in MORE)

    @property
    def _asked(self) -> dict[str, Any]:
        """The values that are offered, by filter; those that aren't are left out."""
        self.is_valid()  # This reads the form.
        return self.form.cleaned_data if self.is_bound else {}

    def search(self, pledges: QuerySet[Pledge], name: str, value: str) -> QuerySet[Pledge]:
        return pledges.filter(agency__in=self.found.pks) if value.strip() else pledges

    def by_region(self, pledges: QuerySet[Pledge], name: str, value: str) -> QuerySet[Pledge]:
        return queries.in_region(pledges, value)

    def by_status(self, pledges: QuerySet[Pledge], name: str, value: str) -> QuerySet[Pledge]:
        return queries.certified(pledges, yes=value == "certified")

    def by_size(self, pledges: QuerySet[Pledge], name: str, value: str) -> QuerySet[Pledge]:
        return queries.in_size_band(pledges, value)

    def unchanged(self, pledges: QuerySet[Pledge], name: str, value: str) -> QuerySet[Pledge]:
        return pledges


def _country_choices(regions: list[RegionCount], asked: str) -> list[tuple[str, str]]:
    """The countries that have an agency, and the one that was asked for."""
    offered = dict.fromkeys(count.country for count in regions)
    if asked in dict(countries()):
        offered.setdefault(asked)
    return [(code, country_name(code)) for code in offered]


def _region_choices(regions: list[RegionCount], asked: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The states and provinces that have an agency, and the one that was asked for, by country."""
    found = queries.place(regions, asked)
    offered = [*regions, found] if found is not None and not found.agencies else regions
    groups: dict[str, list[tuple[str, str]]] = {}
    for count in offered:
        groups.setdefault(country_name(count.country), []).append((count.key, count.name))
    return list(groups.items())
