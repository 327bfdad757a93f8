"""What anyone may verify, by the code on a certificate."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from common.throttle import allows
from documents import queries
from documents.forms import CodeForm

# What one visitor may look up: a person with a stack of certificates, not a machine that guesses.
LOOKUPS = "30/m/ip"
WAIT_SECONDS = 60


def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What the certificate with this code says, and whether it is valid. The QR code leads here."""
    if not allows(request, "documents.verify", LOOKUPS):
        return _too_many(request)
    found = queries.verification(code)
    if found is None:
        form = CodeForm(initial={"code": code[:80]})
        return render(request, "documents/verify_unknown.html", {"form": form}, status=HTTPStatus.NOT_FOUND)
    context = {"found": found, "paper": found.certificate, "today": timezone.localdate()}
    if found.status == "void":
        return render(request, "documents/verify_void.html", context)
    if found.certificate is None:
        return render(request, "documents/verify_altered.html", context)
    return render(request, "documents/verify.html", context)


def verify_lookup(request: HttpRequest) -> HttpResponse:
    """The page for a code typed by hand."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("documents:verify", form.cleaned_data["code"])
    return render(request, "documents/verify_lookup.html", {"form": form})


def _too_many(request: HttpRequest) -> HttpResponse:
    reason = _("You looked up many certificates. Wait a minute, then look up the next one.")
    response = render(request, "429.html", {"reason": reason}, status=HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = str(WAIT_SECONDS)
    return response
