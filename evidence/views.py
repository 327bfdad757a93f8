"""An agency's own pages about one kind of entry: the list, adding, changing, ending and deleting one, and its copy."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise

from agencies.requests import AgencyRequest
from common.form_differences import beside_saved
from common.problems import Conflict
from common.refusals import refusals_in, status_of
from evidence.source import Source
from files.responses import file_response


@dataclass(frozen=True, slots=True)
class Done:
    """What the pages say once an entry was added, changed, ended or deleted."""

    added: str | Promise
    changed: str | Promise
    ended: str | Promise
    deleted: str | Promise


@dataclass(frozen=True, slots=True)
class EntryPages:
    """The views of one app of evidence. ``app`` names its URLs and templates, ``entry`` an entry in a template's context.

    ``form`` has ``changes()``, and fields of the entry; ``end_form`` has the one field ``until``. The actions are the app's
    own: ``add(agency=, by=, **changes)``, ``change``, ``end`` and ``delete`` take the entry under the name ``entry``.
    """

    app: str
    entry: str
    until: str
    source: Source
    listing: Callable[..., list[Any]]
    form: Callable[..., Any]
    end_form: type[Form]
    end_template: str
    add_entry: Callable[..., Any]
    change_entry: Callable[..., Any]
    end_entry: Callable[..., Any]
    delete_entry: Callable[..., Any]
    done: Done

    def index(self, request: AgencyRequest) -> HttpResponse:
        """All of the agency's entries: what each is, and what it still needs to count."""
        context = {"entries": self.listing(request.agency, today=timezone.localdate())}
        return render(request, f"{self.app}/list.html", context)

    def add(self, request: AgencyRequest) -> HttpResponse:
        """Record a new entry."""
        form = self._form(request)
        if request.method == "POST" and form.is_valid():
            with refusals_in(form):
                self.add_entry(agency=request.agency, by=request.user, **form.changes())
                messages.success(request, str(self.done.added))
                return redirect(f"{self.app}:list")
        return render(request, f"{self.app}/form.html", {"form": form}, status=status_of(form))

    def edit(self, request: AgencyRequest, public_id: str) -> HttpResponse:
        """Change an entry; one that a submission stands on is shown closed."""
        entry = self._own(request, public_id)
        form = self._form(request, entry)
        if request.method == "POST" and form.is_valid():
            version = form.cleaned_data["version"] or 0
            with refusals_in(form):
                try:
                    self.change_entry(
                        **{self.entry: entry}, version=version, by=request.user, **form.changes()
                    )
                except Conflict as conflict:
                    return self._conflict(request, form, public_id, conflict)
                messages.success(request, str(self.done.changed))
                return redirect(f"{self.app}:list")
        context = {"form": form, self.entry: entry}
        return render(request, f"{self.app}/form.html", context, status=status_of(form))

    def end(self, request: AgencyRequest, public_id: str) -> HttpResponse:
        """Say on which day an entry ended."""
        entry = self._own(request, public_id)
        form = self.end_form(request.POST or None)
        if request.method == "POST" and form.is_valid():
            with refusals_in(form):
                self.end_entry(**{self.entry: entry}, on=form.cleaned_data[self.until], by=request.user)
                messages.success(request, str(self.done.ended))
                return redirect(f"{self.app}:list")
        context = {"form": form, self.entry: entry}
        return render(request, self.end_template, context, status=status_of(form))

    def delete(self, request: AgencyRequest, public_id: str) -> HttpResponse:
        """Delete an entry that was recorded by mistake."""
        entry = self._own(request, public_id)
        if request.method != "POST":
            return render(request, f"{self.app}/delete.html", {self.entry: entry})
        self.delete_entry(**{self.entry: entry}, by=request.user)
        messages.success(request, str(self.done.deleted))
        return redirect(f"{self.app}:list")

    def copy(self, request: AgencyRequest, public_id: str) -> HttpResponseBase:
        """The entry's copy, for the agency's members."""
        entry = self._own(request, public_id)
        described = self.source.describe(entry)
        return file_response(described.file, name=described.file_name, of=entry)

    def _own(self, request: AgencyRequest, public_id: str) -> Any:
        return get_object_or_404(self.source.rows(request.agency), public_id=public_id)

    def _form(self, request: AgencyRequest, entry: Any = None) -> Any:
        posted = (request.POST, request.FILES) if request.method == "POST" else ()
        return self.form(*posted, agency=request.agency, user=request.user, **{self.entry: entry})

    def _conflict(
        self, request: AgencyRequest, form: Form, public_id: str, conflict: Conflict
    ) -> HttpResponse:
        """The form as it was typed, beside what was saved in the meantime."""
        saved = self._own(request, public_id)
        current = self.form(agency=request.agency, user=request.user, **{self.entry: saved})
        context = {self.entry: saved, **beside_saved(form, current, conflict)}
        return render(request, f"{self.app}/form.html", context, status=409)
