"""The agency's letterhead."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from agencies import actions, queries
from agencies.forms import LetterheadForm
from agencies.requests import AgencyRequest
from common.addresses import redirect, reverse
from common.refusals import refusals_in, status_of
from files.responses import file_response
from files.uploads import CurrentFile, say_what_was_done


def letterhead(request: AgencyRequest) -> HttpResponse:
    """What the agency's letters have at their top: a picture, lines, or what the profile says."""
    found = queries.letterhead(request.agency)
    picture = found.picture if found is not None else None
    initial = {
        "seen": found.pk if found is not None else 0,
        "lines": found.lines if found is not None else "",
        "picture": CurrentFile(found.picture_name, reverse("agencies:letterhead_picture"))
        if found is not None and picture is not None
        else None,
    }
    form = LetterheadForm(
        request.POST or None, request.FILES or None, agency=request.agency, user=request.user, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        said, name = form.cleaned_data, found.picture_name if found is not None else ""
        if sent := said["picture"]:
            picture, name = sent.stored, sent.name
        elif sent is False:
            picture, name = None, ""
        with refusals_in(form):
            actions.set_letterhead(
                agency=request.agency,
                seen=said["seen"],
                picture=picture,
                picture_name=name,
                lines=said["lines"],
                by=request.user,
            )
            say_what_was_done(request, form)
            messages.success(request, _("Letterhead saved. Letters that you make from now on use it."))
            return redirect("agencies:letterhead")
    context = {"form": form, "agency": request.agency, "letterhead": found}
    return render(request, "agencies/letterhead.html", context, status=status_of(form))


def picture(request: AgencyRequest) -> FileResponse:
    """The picture of the agency's letterhead, shown in place."""
    found = queries.letterhead(request.agency)
    if found is None or found.picture is None:
        raise Http404
    return file_response(found.picture, name="letterhead.png", of=found, in_place=True)
