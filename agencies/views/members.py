"""Who may act for the agency. Everyone reads; leads invite, give roles and remove."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies import actions, queries
from agencies.forms import HandOverForm, InvitationForm, RoleForm
from agencies.middleware import AgencyRequest
from agencies.models import INVITED_FOR, Invitation, Membership
from common.addresses import redirect
from common.refusals import refusals_in, refusals_told, status_of


def members(request: AgencyRequest) -> HttpResponse:
    """The members, the invitations that are open, and for leads the form to invite."""
    return _page(request, InvitationForm() if request.may["members_manage"] else None)


def invite(request: AgencyRequest) -> HttpResponse:
    """Invite someone."""
    form = InvitationForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            invitation = actions.invite(agency=request.agency, by=request.user, **form.cleaned_data)
            messages.success(request, _("Invitation sent to %(email)s.") % {"email": invitation.email})
            return redirect("agencies:members")
    return _page(request, form)


def invite_again(request: AgencyRequest, public_id: str) -> HttpResponse:
    """Send a new link to someone whose invitation has run out or got lost."""
    old = _invitation(request, public_id)
    with refusals_told(request):
        actions.invite(agency=request.agency, email=old.email, name=old.name, role=old.role, by=request.user)
        messages.success(request, _("Invitation sent to %(email)s.") % {"email": old.email})
    return redirect("agencies:members")


def revoke(request: AgencyRequest, public_id: str) -> HttpResponse:
    """Take an invitation back."""
    actions.revoke_invitation(invitation=_invitation(request, public_id), by=request.user)
    messages.success(request, _("Invitation revoked. Its link no longer works."))
    return redirect("agencies:members")


def role(request: AgencyRequest, pk: int) -> HttpResponse:
    """Give a member another role."""
    membership = _membership(request, pk)
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose one of the roles."))
        return redirect("agencies:members")
    with refusals_told(request):
        actions.change_role(membership=membership, role=form.cleaned_data["role"], by=request.user)
        messages.success(request, _("Role of %(person)s changed.") % {"person": membership.user})
    return redirect("agencies:members")


def remove(request: AgencyRequest, pk: int) -> HttpResponse:
    """Ask, then end a membership."""
    membership = _membership(request, pk)
    if request.method != "POST":
        return render(request, "agencies/remove.html", {"membership": membership})
    return _end(request, membership, _("%(person)s is no longer a member.") % {"person": membership.user})


def leave(request: AgencyRequest) -> HttpResponse:
    """Ask, then end one's own membership."""
    if request.method != "POST":
        return render(request, "agencies/leave.html")
    return _end(request, request.membership, _("You have left %(agency)s.") % {"agency": request.agency.name})


def hand_over(request: AgencyRequest) -> HttpResponse:
    """Make another member lead and leave, in one step."""
    others = [member for member in queries.members(request.agency) if member.pk != request.membership.pk]
    form = HandOverForm(request.POST or None, others=others)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            to = form.chosen()
            actions.hand_over(membership=request.membership, to=to, by=request.user)
            said = _("Agency handed over. %(person)s leads for %(agency)s now, and you left.")
            messages.success(request, said % {"person": to.user, "agency": request.agency.name})
            return redirect("accounts:home")
    context = {"form": form, "others": others}
    return render(request, "agencies/hand_over.html", context, status=status_of(form))


def keep_one_lead(request: AgencyRequest) -> HttpResponse:
    """Take the suggestion of a second lead off the overview."""
    actions.keep_one_lead(agency=request.agency, by=request.user)
    messages.success(
        request, _("We won't suggest a second lead again. You can invite one on the members page.")
    )
    return redirect("pledges:overview")


def _end(request: AgencyRequest, membership: Membership, done: str) -> HttpResponse:
    with refusals_told(request):
        actions.remove_member(membership=membership, by=request.user)
        messages.success(request, done)
        if membership.user_id == request.user.pk:
            return redirect("accounts:home")
    return redirect("agencies:members")


def _page(request: AgencyRequest, form: InvitationForm | None) -> HttpResponse:
    context = {
        "form": form,
        "members": queries.members(request.agency),
        "invitations": queries.open_invitations(request.agency) if request.may["members_manage"] else [],
        "roles": Membership.Role.choices,
        "now": timezone.now(),
        "valid_days": INVITED_FOR.days,
    }
    return render(request, "agencies/members.html", context)


def _membership(request: AgencyRequest, pk: int) -> Membership:
    try:
        return queries.member(request.agency, pk)
    except Membership.DoesNotExist:
        raise Http404 from None


def _invitation(request: AgencyRequest, public_id: str) -> Invitation:
    try:
        return queries.open_invitation(request.agency, public_id)
    except Invitation.DoesNotExist:
        raise Http404 from None
