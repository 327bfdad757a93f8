"""The page that an invitation's link leads to."""

from typing import cast

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.models import User
from accounts.queries import by_address, owns_address
from accounts.second_step import note_address_shown
from agencies import actions, queries
from agencies.forms import NewcomerForm
from agencies.messages import invitation_status, what_to_do
from agencies.models import Invitation, Membership
from common.addresses import redirect
from common.problems import NotAllowed, Refused
from common.refusals import refusals_in

# How a link that leads no further is answered: unknown, or known and over.
_STATUS = {"unknown": 404}


@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Join an agency: with a new account, or as the person who is signed in. A link that is over says how to go on."""
    offered = queries.invitation_by_token(token)
    status = invitation_status(offered, timezone.now()) if offered is not None else "unknown"
    if offered is None or status != "open":
        return _over(request, status)
    if offered.agency.is_suspended:
        return _over(request, "suspended")
    if request.user.is_authenticated:
        return _signed_in(request, offered, token, cast("User", request.user))
    if by_address(offered.email) is not None:
        return _page(request, offered, "sign_in")
    form = NewcomerForm(request.POST or None, email=offered.email, initial={"name": offered.name})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        with refusals_in(form):
            membership = actions.accept(token=token, name=said["name"], password=said["password"])
            # They have just shown that the address is theirs, and chosen the password: no second sign-in.
            get_adapter().login(request, membership.user)
            return _welcome(request, membership)
    return _page(request, offered, "newcomer", form)


def _signed_in(request: HttpRequest, offered: Invitation, token: str, user: User) -> HttpResponse:
    if not owns_address(user, offered.email):
        return _page(request, offered, "other_person", status=403)
    if request.method != "POST":
        return _page(request, offered, "join")
    try:
        membership = actions.accept(token=token, by=user)
    except (Refused, NotAllowed) as refusal:
        return render(request, "agencies/invitation_over.html", {"reason": str(refusal)}, status=409)
    return _welcome(request, membership)


def _welcome(request: HttpRequest, membership: Membership) -> HttpResponse:
    # They followed a link that was mailed to them: within the hour they may set up a second step.
    note_address_shown(request, membership.user)
    messages.success(request, _("Welcome. You now act for %(agency)s.") % {"agency": membership.agency.name})
    return redirect("pledges:overview", agency=membership.agency.public_id)


def _page(
    request: HttpRequest, offered: Invitation, way: str, form: NewcomerForm | None = None, status: int = 200
) -> HttpResponse:
    context = {"invitation": offered, "agency": offered.agency, "way": way, "form": form}
    response = render(request, "agencies/invitation.html", context, status=status)
    # The address of this page is the key: no other page learns it.
    # Not "no-referrer": browsers then send the form with the origin "null", which the CSRF check refuses.
    response["Referrer-Policy"] = "same-origin"
    return response


def _over(request: HttpRequest, status: str) -> HttpResponse:
    context = {"reason": what_to_do(status), "status": status}
    return render(request, "agencies/invitation_over.html", context, status=_STATUS.get(status, 410))
