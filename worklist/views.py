"""The desk's one table: everything that waits, what was decided, and giving items to someone."""

from collections.abc import Iterator

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.desk import Kind, kind_named, kinds_for
from accounts.middleware import PersonRequest
from accounts.models import User
from accounts.queries import staff
from audit.models import Entry
from common import next_in_list, searches
from common.problems import NotAllowed, Refused
from common.refusals import refusals_in, status_of
from common.spreadsheets import as_file
from worklist import actions, exports, queries
from worklist.figures import desk_figures
from worklist.forms import AssignForm, DecidedForm, HandOverForm, SaveForm, WaitingForm

PER_PAGE = 50
# Without a choice: what is the IACP's to do, the most urgent first.
FILTERS = ("kind", "turn", "person", "sort")
DEFAULT = {"turn": queries.OURS, "sort": "expected"}


def waiting(request: PersonRequest) -> HttpResponse:
    """Everything that waits, filtered by the address. Words go by POST, and stay out of it."""
    if request.method == "POST":
        return searches.remember(request, in_address=FILTERS)
    people = staff()
    form, wanted = _wanted(request, people)
    page = Paginator(queries.waiting(wanted, request.user), PER_PAGE).get_page(request.GET.get("page"))
    items = queries.items(page.object_list, timezone.now())
    next_in_list.remember(request, [item.url for item in items])
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "items": items,
        "heads": list(_heads(query, wanted.sort)),
        "assign_form": AssignForm(people=people),
        "save_form": SaveForm(),
        "saved": queries.saved_lists(request.user),
        "query": query.urlencode(),
        "asked": request.GET.urlencode(),
        "now": timezone.now(),
    }
    return render(request, "worklist/waiting.html", context)


def decided(request: PersonRequest) -> HttpResponse:
    """What was decided, the latest first, from the trail."""
    if request.method == "POST":
        return searches.remember(request, in_address=FILTERS)
    form, found = _decided(request)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = queries.decisions(page.object_list)
    context = {"form": form, "page": page, "rows": rows, "asked": request.GET.urlencode()}
    return render(request, "worklist/decided.html", context)


def export(request: PersonRequest, kind: str) -> HttpResponseBase:
    """What waits as CSV or Excel, filtered and sorted as the table is."""
    _form, wanted = _wanted(request, staff())
    found = queries.items(queries.waiting(wanted, request.user), timezone.now())
    return as_file(exports.waiting_rows(found), kind, f"waiting-{timezone.localdate().isoformat()}")


def export_decided(request: PersonRequest, kind: str) -> HttpResponseBase:
    """What was decided as CSV or Excel, filtered as the list is."""
    _form, found = _decided(request)
    rows = exports.decided_rows(queries.decisions(found))
    return as_file(rows, kind, f"decided-{timezone.localdate().isoformat()}")


def figures(request: PersonRequest) -> HttpResponse:
    """Workload, turnaround, what is late, and the reasons of returns."""
    found = desk_figures(request.user, timezone.now())
    return render(request, "worklist/figures.html", {"figures": found, "today": timezone.localdate()})


def export_figures(request: PersonRequest, kind: str) -> HttpResponseBase:
    """The same figures as CSV or Excel."""
    rows = exports.figure_rows(desk_figures(request.user, timezone.now()))
    return as_file(rows, kind, f"desk-{timezone.localdate().isoformat()}")


def hand_over(request: PersonRequest) -> HttpResponse:
    """Give everything that one person has to another: for a vacation, or when an account is closed."""
    people, holders = staff(), queries.holders(request.user)
    form = HandOverForm(request.POST or None, holders=holders, people=people)
    if request.method == "POST" and form.is_valid():
        of = next(one for one, _count in holders if str(one.pk) == form.cleaned_data["of"])
        to = next((one for one in people if str(one.pk) == form.cleaned_data["to"]), None)
        with refusals_in(form):
            handed = actions.hand_over(of=of, to=to, by=request.user)
            _tell(request, handed.done, list(handed.refused))
            return redirect("worklist:waiting")
    context = {"form": form, "holders": holders}
    return render(request, "worklist/hand_over.html", context, status=status_of(form))


def assign(request: PersonRequest) -> HttpResponse:
    """Give the checked items to someone; those that can't be are told with the reason."""
    people = staff()
    form = AssignForm(request.POST, people=people)
    chosen = [found for name in request.POST.getlist("item") if (found := _named(name)) is not None]
    if not form.is_valid() or not chosen:
        messages.error(request, _("Check at least one item, and choose a person."))
        return _back(request)
    to = form.cleaned_data["to"]
    person = request.user if to == queries.MINE else next((one for one in people if str(one.pk) == to), None)
    refused = [words for kind, number in chosen if (words := _given(kind, number, person, request.user))]
    _tell(request, len(chosen) - len(refused), refused)
    return _back(request)


def save(request: PersonRequest) -> HttpResponse:
    """Save the list as it is filtered and sorted, under a name."""
    form = SaveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Enter a name for this list."))
        return _back(request)
    try:
        actions.save_list(name=form.cleaned_data["name"], query=_query(request), by=request.user)
    except Refused as refused:
        messages.error(request, str(refused.message))
    else:
        messages.success(request, _("List saved."))
    return _back(request)


def delete(request: PersonRequest, public_id: str) -> HttpResponse:
    """Delete a saved list."""
    saved = queries.saved_list(request.user, public_id)
    if saved is None:
        raise Http404
    actions.delete_list(saved=saved, by=request.user)
    messages.success(request, _("Saved list deleted."))
    return redirect("worklist:waiting")


def _wanted(request: PersonRequest, people: list[User]) -> tuple[WaitingForm, queries.Wanted]:
    """The form of the filters as the address and its search fill it in, and what they ask for."""
    kinds, counts, given = kinds_for(request.user), queries.counts(request.user), searches.asked(request)
    asked = given if any(name in given for name in WaitingForm.base_fields) else DEFAULT
    form = WaitingForm(asked, kinds=kinds, people=people, counts=counts)
    form.is_valid()
    # One choice that is gone, such as a person who left, doesn't drop the others.
    chosen = form.cleaned_data
    return form, queries.Wanted(
        words=chosen.get("q", ""),
        kind=chosen.get("kind", ""),
        turn=chosen.get("turn", ""),
        person=chosen.get("person", ""),
        sort=chosen.get("sort") or DEFAULT["sort"],
    )


def _decided(request: PersonRequest) -> tuple[DecidedForm, QuerySet[Entry]]:
    """The form of the filters of what was decided, and the entries that they leave."""
    form = DecidedForm(searches.asked(request), kinds=kinds_for(request.user), people=staff())
    form.is_valid()
    # As in the other list, one choice that is gone doesn't drop the others.
    words, kind, person = (form.cleaned_data.get(name, "") for name in ("q", "kind", "person"))
    return form, queries.decided(request.user, words, kind, person)


def _given(kind: Kind, number: int, person: User | None, by: User) -> str:
    """Give one item; why not, in words, when it can't be."""
    try:
        actions.assign(kind=kind, number=number, to=person, by=by)
    except (Refused, NotAllowed) as problem:
        return str(problem.message) if isinstance(problem, Refused) else str(problem)
    return ""


def _tell(request: PersonRequest, done: int, refused: list[str]) -> None:
    """Say how many items were assigned, and of each reason why others weren't, how many."""
    if done:
        words = ngettext("%(count)d item assigned.", "%(count)d items assigned.", done)
        messages.success(request, words % {"count": done})
    for why in dict.fromkeys(refused):
        count = refused.count(why)
        words = ngettext(
            "%(count)d item not assigned: %(why)s", "%(count)d items not assigned: %(why)s", count
        )
        messages.error(request, words % {"count": count, "why": why})


def _named(name: str) -> tuple[Kind, int] | None:
    """The kind and the number that stand for an item in forms."""
    kind_name, _colon, number = name.partition(":")
    kind = kind_named(kind_name)
    # No row has a longer number.
    return (
        (kind, int(number)) if kind and number.isascii() and number.isdecimal() and len(number) < 19 else None
    )


def _query(request: PersonRequest, *also: str) -> str:
    """The filters of the list that a form was sent from, and nothing else of what it says: ``also`` more of them."""
    asked, known = QueryDict(request.POST.get("list", "")[:500].replace("\0", "")), QueryDict(mutable=True)
    for name in (*FILTERS, *also):
        if value := asked.get(name):
            known[name] = value
    return known.urlencode()


def _back(request: PersonRequest) -> HttpResponseRedirect:
    query = _query(request, searches.PARAMETER, "page")
    return HttpResponseRedirect(reverse("worklist:waiting") + (f"?{query}" if query else ""))


def _heads(query: QueryDict, sort: str) -> Iterator[tuple[str, str, str]]:
    """The headings that sort: words, address, and how the table is sorted by it now (for ``aria-sort``)."""
    words = {
        "kind": _("Kind"),
        "agency": _("Agency"),
        "age": _("Age"),
        "moved": _("Last change"),
        "expected": _("Expected by"),
    }
    for name, said in words.items():
        asked = query.copy()
        if not asked:
            asked.update({"turn": queries.OURS})
        asked["sort"] = f"-{name}" if sort == name else name
        now = {name: "ascending", f"-{name}": "descending"}.get(sort, "")
        yield said, f"?{asked.urlencode()}", now
