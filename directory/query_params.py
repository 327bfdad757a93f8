"""The query parameters of the open data: the directory's own filters, but strict. A page shows what it can make of a
query; a file or an answer to a program that silently left out a filter would be wrong, so it says what is amiss."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from directory import queries
from directory.filters import ListingFilter


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a query: ``where`` names the place, such as ``query.region``; ``message`` says how to correct it."""

    where: str
    message: str


class BadQuery(Exception):
    """The query asks for what there isn't; ``problems`` says where and what."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"{problem.where}: {problem.message}" for problem in problems))
        self.problems = problems


# What the page's query may hold besides its filters.
OF_THE_PAGE = frozenset({"page"})


def filters_of(request: HttpRequest, *, others: frozenset[str] = OF_THE_PAGE) -> ListingFilter:
    """The filters that the request's query asks for, checked: ``qs`` is what they leave, in the order asked for.

    ``others`` are the parameters that have nothing to do with filters. Raises `BadQuery`.
    """
    filters = ListingFilter(request.GET, queryset=queries.listed(), regions=queries.region_counts())
    known = set(filters.form.fields) | others
    problems = [
        Problem(
            f"query.{name[:60]}",
            _("This parameter doesn't exist. The parameters are: %(known)s.")
            % {"known": ", ".join(sorted(known))},
        )
        for name in request.GET
        if name not in known
    ]
    for name, errors in filters.form.errors.items():
        offered = _offered(filters, name)
        hint = " " + _("Use one of: %(offered)s.") % {"offered": ", ".join(offered)} if offered else ""
        problems.append(Problem(f"query.{name}", " ".join(map(str, errors)) + hint))
    if problems:
        raise BadQuery(problems)
    return filters


def _offered(filters: ListingFilter, name: str) -> list[str]:
    """The values that a choice offers, without the groups around them."""
    field = filters.form.fields[name]
    values: list[str] = []
    for value, label in getattr(field, "choices", ()):
        inner = label if isinstance(label, list | tuple) else [(value, label)]
        values += [str(key) for key, _label in inner if key]
    return values
