"""One's own account. Signing in, passwords and the second step are allauth's pages."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts import actions, drafts, kept_forms, second_step
from accounts.forms import AddressCodeForm, ProfileForm, WaitingEmailsForm
from accounts.middleware import Lasting, PersonRequest, lasting
from accounts.permissions import is_editor, is_reviewer
from accounts.queries import has_second_step
from accounts.sealing import SENT_AGAIN, signature, writer
from audit import security
from common import throttle
from common.addresses import redirect, reverse
from common.problems import Conflict, Refused
from common.refusals import refusals_in, status_of

_CODES = "5/h/user"


def home(request: HttpRequest) -> HttpResponse:
    """Where a person starts: the desk, the campaign's content, their agency's pages, or a page that says what to do next."""
    if is_reviewer(request.user):
        return redirect("reviews:desk")
    if is_editor(request.user):
        return redirect("admin:index")
    usual = getattr(request, "usual_agency", None)
    if usual is not None:
        return redirect("pledges:overview", agency=usual.public_id)
    if getattr(request, "memberships", ()):
        return redirect("agencies:switch")
    return render(request, "accounts/home.html")


def profile(request: PersonRequest) -> HttpResponse:
    """The person's name, and the ways to their address, password and second step."""
    user = request.user
    form = ProfileForm(request.POST or None, initial={"name": user.name})
    if request.method == "POST" and form.is_valid():
        actions.rename(user=user, name=form.cleaned_data["name"], by=user)
        messages.success(request, _("Name saved."))
        return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form, "has_second_step": has_second_step(user)})


def waiting_emails(request: PersonRequest) -> HttpResponse:
    """How often one of the IACP's staff is told by email of what waits for them."""
    form = WaitingEmailsForm(request.POST or None, initial={"how_often": request.user.waiting_emails})
    if request.method == "POST" and form.is_valid():
        actions.choose_waiting_emails(how_often=form.cleaned_data["how_often"], by=request.user)
        messages.success(request, _("Choice saved."))
        return redirect("accounts:waiting_emails")
    context = {"form": form}
    return render(request, "accounts/waiting_emails.html", context, status=status_of(form))


def show_address(request: PersonRequest) -> HttpResponse:
    """Before a first second step is set up: the person types the code that was mailed to their address."""
    if has_second_step(request.user) or second_step.has_shown_address(request):
        return redirect("mfa_activate_totp")
    form = AddressCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            second_step.use_mailed_code(user=request.user, code=form.cleaned_data["code"])
            second_step.note_address_shown(request, request.user)
            return redirect("mfa_activate_totp")
        security.note("accounts.second_step_failed", request=request, subject=request.user)
    context = {
        "form": form,
        "was_sent": "sent" in request.GET or form.is_bound,
        "is_address_new": second_step.is_address_new(request.user),
    }
    return render(request, "accounts/show_address.html", context, status=status_of(form))


def send_code(request: PersonRequest) -> HttpResponse:
    """Mail a code to the person's own address."""
    if not throttle.allows(request, "second_step_code", _CODES):
        messages.error(request, _("Five codes were sent in the last hour. Use the latest, or wait an hour."))
        return redirect("accounts:show_address")
    try:
        second_step.send_code(user=request.user)
    except Refused as refused:
        messages.error(request, str(refused.message))
        return redirect("accounts:show_address")
    return redirect(f"{reverse('accounts:show_address')}?sent")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that doesn't prove to come from our page: its words are shown to who typed them, or kept for that person."""
    person = writer(request)
    is_kept = person is not None and person != request.user and kept_forms.keep(request)
    return render(request, "403_csrf.html", {"is_kept": is_kept}, status=HTTPStatus.FORBIDDEN)


def discard_kept(request: PersonRequest) -> HttpResponse:
    """Delete what was kept of a refused form."""
    kept_forms.discard(person=request.user, public_id=request.POST.get(SENT_AGAIN, ""))
    messages.success(request, _("What you typed was deleted."))
    return redirect(kept_forms.page_of(request))


def save_draft(request: PersonRequest) -> HttpResponse:
    """Save what a form holds as its draft: for the script as JSON, else back to the form's page."""
    is_script = request.accepts("application/json") and not request.accepts("text/html")
    try:
        draft = drafts.save(request)
    except drafts.Newer as newer:
        if is_script:
            told = {"mark": newer.mark, "at": newer.saved_at.isoformat()}
            return JsonResponse(told, status=HTTPStatus.CONFLICT)
        words = _("Another tab saved a newer draft of this form. This one was not saved. Copy what you need.")
        raise Conflict(words) from None
    if draft is None:
        raise Http404
    if is_script:
        lasts = lasting(request) or Lasting(0, 0)
        return JsonResponse({"mark": draft.mark, "idle": lasts.idle, "longest": lasts.longest})
    messages.success(request, _("Draft saved."))
    return redirect(draft.page)


def discard_draft(request: PersonRequest) -> HttpResponse:
    """Delete a form's draft, and show the form as it is saved."""
    page = drafts.discard(request)
    if page:
        messages.success(request, _("Draft discarded."))
    return redirect(page or "accounts:home")


def session(request: PersonRequest) -> HttpResponse:
    """How long the session lasts now that it was asked, whose it is, and a token for forms that were opened before it."""
    lasts = lasting(request) or Lasting(0, 0)
    told = {"idle": lasts.idle, "longest": lasts.longest, "person": signature(request.user)}
    return JsonResponse(told | {"token": get_token(request)})
