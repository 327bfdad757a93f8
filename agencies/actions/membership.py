"""Who may act for an agency: invited, joined, given another role, removed."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions import confirm_address, open_account
from accounts.models import User
from accounts.permissions import By, person
from accounts.queries import by_address, owns_address
from agencies import queries
from agencies.actions.agency import lock_agency
from agencies.messages import invitation_status, what_to_do
from agencies.models import INVITATION_LINK, INVITED_FOR, Agency, Invitation, Membership
from agencies.permissions import Capability, require
from audit import trail
from common.open_actions import OpenTo, open_to
from common.problems import Conflict, NotAllowed, Refused
from common.text import one_line, tidy_address
from outbox.post import post, post_to_each

# The same invitation sent twice within this time is a button pressed twice: one email goes out.
PRESSED_TWICE = timedelta(minutes=5)
INVITATIONS_A_DAY = 50


def invite(*, agency: Agency, email: str, name: str, role: str, by: By) -> Invitation:
    """Offer someone to act for the agency, by a link mailed to them, and return the invitation.

    A second invitation to the same address replaces the first, whose link stops working; the same one again within
    five minutes is taken for a button pressed twice and returns the first. NotAllowed unless ``by`` leads for the agency
    or is a reviewer without a tie to it. Refused when the address belongs to a member,
    or when the agency has sent INVITATIONS_A_DAY in 24 hours. In order: takes back the earlier invitation, writes the new
    one, records it, posts the email.
    """
    now = timezone.now()
    address = tidy_address(email)
    with transaction.atomic():
        locked = lock_agency(agency)
        require(by, Capability.MEMBERS_INVITE, locked)
        known = by_address(address)
        if known is not None and queries.is_member(user=known, agency=locked):
            raise Refused(
                _("This person is already a member. You can change their role below."), field="email"
            )
        inviting = person(by)
        if inviting is not None and owns_address(inviting, address):
            raise Refused(_("This is your own address. Ask a colleague to invite you."), field="email")
        earlier = [i for i in queries.open_invitations(locked) if i.email == address]
        for invitation in earlier:
            if invitation.role == role and now - invitation.created_at < PRESSED_TWICE:
                return invitation
        if queries.invited_since(locked, now - timedelta(days=1)) >= INVITATIONS_A_DAY:
            raise Refused(
                _(
                    "Your agency has sent as many invitations as it can in one day. Try again tomorrow, or "
                    "write to us."
                )
            )
        for invitation in earlier:
            _take_back(invitation, by, now)
        invitation = Invitation(
            agency=locked,
            email=address,
            name=one_line(name),
            role=Membership.Role(role),
            expires_at=now + INVITED_FOR,
            invited_by=person(by),
        )
        invitation.token_hash = INVITATION_LINK.hash(invitation.public_id)
        invitation.save()
        trail.record(
            "agencies.invited", by=person(by), subject=invitation, agency=locked, details={"role": str(role)}
        )
        post("agencies.invitation", key=str(invitation.pk), invitation_id=invitation.pk)
        return invitation


def correct_invitation(*, invitation: Invitation, email: str, by: By) -> Invitation:
    """Offer the same to another address, for one that was mistyped, and return the new invitation.

    NotAllowed and Refused as in ``invite``; Conflict once it was accepted or revoked. In order: revokes the old
    invitation, whose link stops working, and does what ``invite`` does.
    """
    with transaction.atomic():
        agency = lock_agency(invitation.agency)
        require(by, Capability.MEMBERS_INVITE, agency)
        locked = (
            Invitation.objects.select_for_update(of=("self",)).select_related("agency").get(pk=invitation.pk)
        )
        if locked.accepted_at is not None or locked.revoked_at is not None:
            raise Conflict(_("This invitation was already used or revoked."))
        _take_back(locked, by, timezone.now())
        return invite(agency=agency, email=email, name=locked.name, role=locked.role, by=by)


def revoke_invitation(*, invitation: Invitation, by: User) -> None:
    """Revoke an invitation: its link stops working. Does nothing when it was used or revoked already.

    In order: writes it, records it.
    """
    with transaction.atomic():
        agency = lock_agency(invitation.agency_id)
        require(by, Capability.MEMBERS_MANAGE, agency)
        locked = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk, agency=agency)
        if locked.accepted_at is None and locked.revoked_at is None:
            _take_back(locked, by, timezone.now())


@open_to(OpenTo.LINK)
def accept(*, token: str, name: str = "", password: str | None = None, by: User | None = None) -> Membership:
    """Follow an invitation's link, and return the membership.

    ``by`` is the person signed in, or None for someone new, who gives a ``name`` and a ``password`` (checked by the form).
    Refused, saying what to do, when the link is unknown, used, revoked or out of date, or when the address has
    an account that must sign in first. NotAllowed when the person signed in is another than the one invited.
    Two people following one link at once: the second is refused. In order: makes the account if need be, marks the
    address confirmed (the link was mailed to it), writes the membership, marks the invitation used, records it.
    """
    with transaction.atomic():
        known = queries.invitation_by_token(token)
        if known is None:
            raise Refused(what_to_do("unknown"))
        agency = lock_agency(known.agency)
        invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=known.pk)
        now = timezone.now()
        status = invitation_status(invitation, now)
        if status != "open":
            raise Refused(what_to_do(status))
        if agency.is_suspended:
            raise Refused(what_to_do("suspended"))
        person = by if by is not None else _newcomer(invitation, name, password)
        if not owns_address(person, invitation.email):
            raise NotAllowed(
                _("This invitation is for another email address than the one you are signed in with.")
            )
        confirm_address(user=person, email=invitation.email)
        membership, joined = Membership.objects.get_or_create(
            agency=agency, user=person, defaults={"role": invitation.role}
        )
        invitation.accepted_at = now
        invitation.save(update_fields=["accepted_at", "updated_at"])
        trail.record(
            "agencies.joined",
            by=person,
            subject=membership,
            agency=agency,
            details={"role": membership.role, "invitation": invitation.pk, "new": joined},
        )
        return membership


def change_role(*, membership: Membership, role: str, by: User) -> Membership:
    """Give a member another role, and return the membership.

    Refused when the agency would be left without a lead. Does nothing when it is the role they have. In order: writes
    the role, records it, posts an email to the person unless they did it themselves.
    """
    with transaction.atomic():
        locked = lock_membership(membership)
        require(by, Capability.MEMBERS_MANAGE, locked.agency)
        if locked.role == role:
            return locked
        _a_lead_remains(locked)
        before, locked.role = locked.role, Membership.Role(role)
        locked.save(update_fields=["role", "updated_at"])
        entry = trail.record(
            "agencies.role_changed",
            by=by,
            subject=locked,
            agency=locked.agency,
            details={"from": before, "to": str(role), "user": locked.user_id},
        )
        if locked.user_id != by.pk:
            post("agencies.role_changed", key=str(entry.pk), membership_id=locked.pk)
        return locked


def remove_member(*, membership: Membership, by: User) -> None:
    """End a membership; the person's next request finds the agency closed.

    Everyone may end their own, a lead each of them. Refused when the agency would be left without a lead. What ties the
    person to the agency stays: see ``agencies.ties``. In order: deletes the membership, records it, posts an email to the
    person unless they left by themselves; when a lead left, to each other member.
    """
    with transaction.atomic():
        locked = lock_membership(membership)
        if locked.user_id != by.pk:
            require(by, Capability.MEMBERS_MANAGE, locked.agency)
        _a_lead_remains(locked)
        agency, person = locked.agency, locked.user
        entry = trail.record(
            "agencies.member_removed", by=by, subject=locked, agency=agency, details={"user": person.pk}
        )
        locked.delete()
        if person.pk != by.pk:
            post("agencies.member_removed", key=str(entry.pk), agency_id=agency.pk, user_id=person.pk)
        elif locked.is_lead:
            ids = {"agency_id": agency.pk, "left_id": person.pk}
            post_to_each("agencies.lead_left", queries.people(agency), key=entry.pk, **ids)


@open_to(OpenTo.PART)
def lock_membership(membership: Membership) -> Membership:
    """The membership as it is now, locked with its agency; Conflict when it has ended."""
    # The agency first: two leads who demote each other at the same moment are taken one after the other.
    lock_agency(membership.agency)
    try:
        return (
            Membership.objects.select_for_update(of=("self",))
            .select_related("agency", "user")
            .get(pk=membership.pk, agency=membership.agency_id)
        )
    except Membership.DoesNotExist:
        raise Conflict(_("This person is no longer a member.")) from None


def _a_lead_remains(membership: Membership) -> None:
    if not membership.is_lead:
        return
    if not any(lead.pk != membership.user_id for lead in queries.leads(membership.agency)):
        raise Refused(_("An agency needs a lead. Make another member a lead first."), field="role")


def _newcomer(invitation: Invitation, name: str, password: str | None) -> User:
    if by_address(invitation.email) is not None:
        raise Refused(what_to_do("sign_in"))
    if not password:
        raise Refused(_("Choose a password."), field="password")
    return open_account(email=invitation.email, name=name or invitation.name, password=password, by=None)


def _take_back(invitation: Invitation, by: By, now: datetime) -> None:
    invitation.revoked_at = now
    invitation.save(update_fields=["revoked_at", "updated_at"])
    trail.record("agencies.invitation_revoked", by=person(by), subject=invitation, agency=invitation.agency)
