"""An agency's own pages about one kind of entry: the list, adding, changing, ending and deleting one, and its document."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from accounts import drafts
from agencies.middleware import AgencyRequest
from audit.versions import save_merged
from common.addresses import redirect
from common.forms.confirming import TypedForm
from common.refusals import refusals_in, status_of
from compliance.editions import EVIDENCE, PRACTICES
from evidence.queries import Terms, listing
from evidence.source import Source
from evidence.words import Words
from files.responses import file_response
from files.uploads import say_what_was_done


@dataclass(frozen=True, slots=True)
class Routes:
    """The names of an app's URLs, for the templates that all apps share."""

    list: str
    add: str
    edit: str
    end: str
    delete: str
    copy: str
    replace: str
    earlier: str


def routes(app: str, *, end: str, copy: str, replace: str) -> Routes:
    """The names under one app: three differ from app to app."""
    names = ("list", "add", "edit", end, "delete", copy, replace, "earlier")
    return Routes(*(f"{app}:{name}" for name in names))


@dataclass(frozen=True, slots=True)
class EntryPages:
    """The views of one app of evidence, on the templates in ``templates/evidence``.

    ``evidence`` names the list of the facts, ``entry`` the argument under which the app's own actions take an entry: they
    are ``add(agency=, by=, **changes)``, ``change``, ``replace``, ``end`` and ``delete``. ``form`` and ``replace_form`` are
    `evidence.forms.EntryForm`; ``end_form`` has the one field ``until``. ``earlier`` gives the document's earlier versions of
    an agency, and ``terms`` what was recorded of one; ``more_actions`` is a template with links of the app's own.
    """

    evidence: str
    entry: str
    until: str
    source: Source
    routes: Routes
    words: Words
    form: Callable[..., Any]
    replace_form: Callable[..., Any]
    end_form: type[Form]
    add_entry: Callable[..., Any]
    change_entry: Callable[..., Any]
    replace_document: Callable[..., Any]
    end_entry: Callable[..., Any]
    delete_entry: Callable[..., Any]
    earlier_rows: Callable[..., Any]
    terms: Terms
    more_actions: str = ""

    def index(self, request: AgencyRequest) -> HttpResponse:
        """All of the agency's entries: what each is, what it still needs to count, and what a reviewer will ask."""
        today = timezone.localdate()
        entries = listing(self.source, self.evidence, request.agency, today, self.terms)
        return self._page(request, "list", {"entries": entries, "more_actions": self.more_actions})

    def add(self, request: AgencyRequest) -> HttpResponse:
        """Record a new entry."""
        form = self._form(self.form, request)
        if request.method == "POST" and not form.more() and form.is_valid():
            with refusals_in(form):
                self.add_entry(agency=request.agency, by=request.user, **form.changes())
                say_what_was_done(request, form)
                return self._done(request, self.words.added)
        return self._page(request, "form", {"form": form}, status=status_of(form))

    def edit(self, request: AgencyRequest, public_id: str) -> HttpResponse:
        """Change an entry; one that a submission stands on is shown closed."""
        return self._change(request, public_id, self.form, self.change_entry, "form", self.words.changed)

    def replace(self, request: AgencyRequest, public_id: str) -> HttpResponse:
        """Put a new document in the place of the one that stands, which is kept."""
        form, done = self.replace_form, self.words.replaced
        return self._change(request, public_id, form, self.replace_document, "replace", done)

    def end(self, request: AgencyRequest, public_id: str) -> HttpResponse:
        """Say on which day an entry ended."""
        entry = self._own(request, public_id)
        form = self.end_form(request.POST or None)
        if request.method == "POST" and form.is_valid():
            with refusals_in(form):
                self.end_entry(**{self.entry: entry}, on=form.cleaned_data[self.until], by=request.user)
                return self._done(request, self.words.ended)
        return self._page(request, "end", {"form": form, "entry": entry}, status=status_of(form))

    def delete(self, request: AgencyRequest, public_id: str) -> HttpResponse:
        """Delete an entry that was recorded by mistake."""
        entry = self._own(request, public_id)
        form = TypedForm(request.POST if request.method == "POST" else None, expected=str(entry))
        if form.is_valid():
            with refusals_in(form):
                self.delete_entry(**{self.entry: entry}, by=request.user)
                return self._done(request, self.words.deleted)
        context = {"entry": entry, "form": form}
        return self._page(request, "delete", context, status=status_of(form))

    def copy(self, request: AgencyRequest, public_id: str) -> HttpResponseBase:
        """The entry's copy, for the agency's members."""
        entry = self._own(request, public_id)
        described = self.source.describe(entry)
        return file_response(described.file, name=described.file_name, of=entry)

    def earlier(self, request: AgencyRequest, public_id: str) -> HttpResponseBase:
        """The file of an earlier version, for the agency's members."""
        version = get_object_or_404(self.earlier_rows(request.agency), public_id=public_id)
        return file_response(version.file, name=version.file_name, of=version.entry)

    def _change(
        self,
        request: AgencyRequest,
        public_id: str,
        kind: Callable[..., Any],
        action: Callable[..., Any],
        template: str,
        done: Any,
    ) -> HttpResponse:
        entry = self._own(request, public_id)
        form = self._form(kind, request, entry)
        if request.method == "POST" and not form.more():
            form, is_saved = save_merged(
                form,
                row=entry,
                by=request.user,
                save=lambda form: action(
                    **{self.entry: entry},
                    version=form.cleaned_data["version"],
                    by=request.user,
                    **form.changes(),
                ),
                reopen=lambda form: kind(
                    form.sent_again(),
                    agency=request.agency,
                    user=request.user,
                    entry=self._own(request, public_id),
                ),
            )
            if is_saved:
                say_what_was_done(request, form)
                return self._done(request, form.saved_words(done))
        return self._page(request, template, {"form": form, "entry": entry}, status=status_of(form))

    def _own(self, request: AgencyRequest, public_id: str) -> Any:
        return get_object_or_404(self.source.rows(request.agency), public_id=public_id)

    def _form(self, kind: Callable[..., Any], request: AgencyRequest, entry: Any = None) -> Any:
        make = partial(kind, agency=request.agency, user=request.user, entry=entry)
        if entry is not None and entry.is_locked:
            drafts.unfinished(request)
            return make(*((request.POST, request.FILES) if request.method == "POST" else ()))
        return drafts.opened(request, make)

    def _page(
        self, request: AgencyRequest, template: str, context: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        practice = next((one for one in PRACTICES.values() if one.kind == EVIDENCE.get(self.evidence)), None)
        shared = {"words": self.words, "routes": self.routes, "practice": practice}
        return render(request, f"evidence/{template}.html", {**shared, **context}, status=status)

    def _done(self, request: AgencyRequest, words: Any) -> HttpResponse:
        drafts.done(request)
        messages.success(request, str(words))
        return redirect(self.routes.list)
