"""A letter that is sent for signature: by the agency, and what its signatory sees who follows the link."""

from base64 import b64encode
from http import HTTPStatus

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from agencies.middleware import AgencyRequest
from common.addresses import redirect
from common.problems import Conflict, Refused
from common.refusals import refusals_in, show, status_of
from documents import actions, signing
from documents.content import paper_from_data
from documents.forms import SendForSignatureForm, SignForm
from files.responses import file_response
from files.store import keep_bytes, read_by_hash
from files.uploads import say_what_was_done
from pledges import queries as pledges
from pledges.models import Completion


def send(request: AgencyRequest) -> HttpResponse:
    """Mail the letter to the person who signs it."""
    pledge = pledges.current_pledge(request.agency)
    found = pledges.open_completion(pledge) if pledge is not None else None
    if found is None:
        return redirect("documents:letter")
    may_submit = request.may["completion_submit"] and found.state == Completion.State.DRAFT
    form = SendForSignatureForm(request.POST or None, may_submit=may_submit)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.send_for_signature(
                completion=found,
                email=form.cleaned_data["email"],
                submits=form.cleaned_data.get("submits", False),
                by=request.user,
            )
            messages.success(request, _("Letter sent for signature."))
            return redirect("documents:letter")
    state = signing.signing_of(found, at=timezone.now())
    context = {"form": form, "completion": found, "signing": state}
    return render(request, "documents/send_for_signature.html", context, status=status_of(form))


def revoke(request: AgencyRequest, public_id: str) -> HttpResponse:
    """Revoke the link that was mailed."""
    found = signing.open_request(public_id, request.agency)
    if found is None:
        raise Http404
    actions.revoke_signing(request=found, by=request.user)
    messages.success(request, _("Link revoked. It can no longer be used to sign the letter."))
    return redirect("documents:letter")


@never_cache
def sign(request: HttpRequest, token: str) -> HttpResponse:
    """Read the letter and sign it. A link that is over says why, and how to go on."""
    found = signing.by_token(token)
    standing = signing.standing_of(found, timezone.now()) if found is not None else "unknown"
    if found is None or standing != "open":
        words = str(signing.what_to_do(standing))
        return _over(request, words, HTTPStatus.NOT_FOUND if found is None else HTTPStatus.GONE)
    read = signing.content_sha256(found.letter)
    agency = found.completion.agency
    form = SignForm(
        request.POST or None, request.FILES or None, agency=agency, request=found, initial={"read": read}
    )
    if request.method == "POST" and form.is_valid():
        try:
            _take(token, form)
            say_what_was_done(request, form)
            return redirect("documents:sign_thanks")
        except Conflict as conflict:
            return _over(request, str(conflict), HTTPStatus.CONFLICT)
        except Refused as refused:
            show(form, refused)
    paper = paper_from_data(found.letter.kind, found.letter.content)
    given = read_by_hash(paper.pictures).values()
    context = {
        "form": form,
        "signing": found,
        "token": token,
        "letter": paper,
        "picture": next((f"data:image/png;base64,{b64encode(one).decode()}" for one in given), ""),
    }
    response = render(request, "documents/sign.html", context, status=status_of(form))
    # The address of this page is the key: no other page learns it.
    response["Referrer-Policy"] = "same-origin"
    return response


@never_cache
def letter(request: HttpRequest, token: str) -> FileResponse:
    """The PDF of the letter that the link was mailed for."""
    found = signing.by_token(token)
    if found is None or signing.standing_of(found, timezone.now()) != "open":
        raise Http404
    return file_response(found.letter.file, name=found.letter.file_name, of=found.letter, in_place=True)


def thanks(request: HttpRequest) -> HttpResponse:
    """What happens next."""
    return render(request, "documents/sign_thanks.html")


def _take(token: str, form: SignForm) -> None:
    said = form.cleaned_data
    drawn, scan = said["drawing"], said["scan"] or None
    actions.sign(
        token=token,
        name=said["name"],
        read=said["read"],
        drawing=keep_bytes(drawn, media_type="image/png") if drawn else None,
        scan=scan.stored if scan else None,
        scan_name=scan.name if scan else "",
    )


def _over(request: HttpRequest, words: str, status: HTTPStatus) -> HttpResponse:
    return render(request, "documents/sign_over.html", {"reason": words}, status=status)
