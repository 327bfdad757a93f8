"""The agency's letterhead."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from agencies import actions, queries
from agencies.forms import LetterheadForm
from agencies.middleware import AgencyRequest
from agencies.models import Letterhead
from audit.versions import save_merged
from common.addresses import redirect, reverse
from common.refusals import status_of
from files.responses import file_response
from files.uploads import CurrentFile, say_what_was_done


def letterhead(request: AgencyRequest) -> HttpResponse:
    """What the agency's letters have at their top: a picture, lines, or what the profile says."""
    found = queries.letterhead(request.agency)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = _form(request, found, *posted)
    if request.method == "POST":
        form, is_saved = save_merged(
            form,
            row=found,
            by=request.user,
            save=lambda form: _set(request, form),
            reopen=lambda form: _form(request, queries.letterhead(request.agency), form.sent_again()),
        )
        if is_saved:
            say_what_was_done(request, form)
            done = _("Letterhead saved. Letters that you make from now on use it.")
            messages.success(request, form.saved_words(done))
            return redirect("agencies:letterhead")
    context = {"form": form, "agency": request.agency, "letterhead": found}
    return render(request, "agencies/letterhead.html", context, status=status_of(form))


def picture(request: AgencyRequest) -> FileResponse:
    """The picture of the agency's letterhead, shown in place."""
    found = queries.letterhead(request.agency)
    if found is None or found.picture is None:
        raise Http404
    return file_response(found.picture, name="letterhead.png", of=found, in_place=True)


def _form(request: AgencyRequest, found: Letterhead | None, *posted: Any) -> LetterheadForm:
    """The form with the letterhead that stands, which it keeps: its picture stays the one of the version it was merged with."""
    initial: dict[str, Any] = {"version": 0, "lines": "", "picture": None}
    if found is not None:
        initial = {"version": found.pk, "lines": found.lines, "picture": None}
        if found.picture is not None:
            address = reverse("agencies:letterhead_picture")
            initial["picture"] = CurrentFile(found.picture_name, address, found.picture.sha256)
    form = LetterheadForm(*posted, agency=request.agency, user=request.user, initial=initial)
    form.found = found
    return form


def _set(request: AgencyRequest, form: LetterheadForm) -> None:
    said, found = form.cleaned_data, form.found
    picture, name = (found.picture, found.picture_name) if found is not None else (None, "")
    if sent := said["picture"]:
        picture, name = sent.stored, sent.name
    elif sent is False:
        picture, name = None, ""
    actions.set_letterhead(
        agency=request.agency,
        seen=said["version"],
        picture=picture,
        picture_name=name,
        lines=said["lines"],
        by=request.user,
    )
