"""Who leads an agency: appointed by the IACP, handed over, or one alone by the agency's own word."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.queries import by_address
from agencies import queries
from agencies.actions.agency import lock_agency
from agencies.actions.membership import change_role, invite, lock_membership, remove_member
from agencies.models import Agency, Invitation, LeadChange, Membership
from agencies.permissions import Capability, require
from audit import trail
from common.problems import Conflict, Refused
from outbox.post import post_to_each


def appoint_lead(
    *, agency: Agency, email: str, name: str, reason: str, replaces: Membership | None = None, by: User
) -> LeadChange:
    """Appoint a lead for an agency, beside or in place of one it has, and return what was done.

    Who is a member already leads at once; anyone else is invited as lead. ``replaces`` is a lead whose membership ends with
    it. NotAllowed for one who isn't a reviewer or has a tie to the agency. Refused without a reason, for an agency that is
    only announced, for someone who leads already, and for a member whose account is closed. In order: changes the role or
    invites, ends the replaced membership, writes the reason, records it, posts an email to every member and to the
    replaced person.
    """
    if not reason.strip():
        raise Refused(_("Enter a reason. Every member of the agency is told."), field="reason")
    with transaction.atomic():
        locked = lock_agency(agency)
        require(by, Capability.LEAD_APPOINT, locked)
        if locked.is_provisional:
            raise Refused(
                _("The coordinator hasn't confirmed this pledge yet. Send the link again from the intake.")
            )
        replaced = lock_membership(replaces) if replaces is not None else None
        if replaced is not None and replaced.agency_id != locked.pk:
            raise ValueError("A lead of another agency replaces none here.")
        known = by_address(email)
        member = (
            Membership.objects.select_for_update().filter(agency=locked, user=known).first()
            if known
            else None
        )
        invitation: Invitation | None = None
        if known is not None and member is not None:
            _make_lead(member, known)
        else:
            invitation = invite(agency=locked, email=email, name=name, role=Membership.Role.LEAD, by=by)
        told = queries.people(locked)
        if replaced is not None:
            replaced.delete()
        change = LeadChange.objects.create(
            agency=locked,
            appointed=known if invitation is None else None,
            invitation=invitation,
            replaced=replaced.user if replaced is not None else None,
            reason=reason.strip(),
            by=by,
        )
        details = {
            "user": change.appointed_id,
            "invitation": change.invitation_id,
            "replaced": change.replaced_id,
        }
        trail.record("agencies.lead_appointed", by=by, subject=change, agency=locked, details=details)
        post_to_each("agencies.lead_appointed", told, key=change.pk, change_id=change.pk)
        return change


def reopen_invitation(*, invitation: Invitation, reason: str = "", by: User) -> Invitation:
    """Offer again what was withdrawn, by a new link to the same address, and return the new invitation.

    A lead's is an appointment, with its reason: see ``appoint_lead``. Any other is Refused while a lead can sign in, whose
    say it is. NotAllowed for one who isn't a reviewer or has a tie to the agency; Conflict when it was accepted, or wasn't
    withdrawn. In order: does what ``appoint_lead`` or ``invite`` does.
    """
    with transaction.atomic():
        agency = lock_agency(invitation.agency)
        require(by, Capability.LEAD_APPOINT, agency)
        locked = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
        if locked.accepted_at is not None or locked.revoked_at is None:
            raise Conflict(_("This invitation isn't withdrawn. Send a new link instead."))
        if locked.role == Membership.Role.LEAD:
            change = appoint_lead(agency=agency, email=locked.email, name=locked.name, reason=reason, by=by)
            if change.invitation is None:
                raise Refused(_("This person is now a member. Appoint them as lead instead."))
            return change.invitation
        if queries.leads(agency):
            raise Refused(_("A lead of the agency can invite this person again."))
        return invite(agency=agency, email=locked.email, name=locked.name, role=locked.role, by=by)


def hand_over(*, membership: Membership, to: Membership, by: User) -> Membership:
    """Make another member lead and end one's own membership, in one step; returns the new lead's membership.

    What was recorded and sent, open invitations among it, stays with the agency. NotAllowed unless ``by`` leads for the
    agency; Refused for a member who can't sign in, and for oneself. In order: writes the role, ends the membership, records
    both, posts an email to the new lead and one to every other member.
    """
    with transaction.atomic():
        own = lock_membership(membership)
        require(by, Capability.MEMBERS_MANAGE, own.agency)
        next_one = lock_membership(to)
        if own.user_id != by.pk or next_one.pk == own.pk or next_one.agency_id != own.agency_id:
            raise Refused(_("Choose another member of your agency."), field="to")
        if not next_one.user.is_active:
            raise Refused(_("This person's account is closed. Choose another member."), field="to")
        changed = change_role(membership=next_one, role=Membership.Role.LEAD, by=by)
        remove_member(membership=own, by=by)
        return changed


def keep_one_lead(*, agency: Agency, by: User) -> None:
    """Say for the agency that one lead is enough: no second one is suggested any more. Again changes nothing.

    NotAllowed unless ``by`` leads for the agency. In order: writes it, records it.
    """
    with transaction.atomic():
        locked = lock_agency(agency)
        require(by, Capability.MEMBERS_MANAGE, locked)
        if locked.one_lead_is_enough:
            return
        locked.one_lead_is_enough = True
        locked.save(update_fields=["one_lead_is_enough", "updated_at"])
        trail.record("agencies.one_lead_is_enough", by=by, subject=locked, agency=locked)


def _make_lead(member: Membership, person: User) -> None:
    if not person.is_active:
        raise Refused(
            _("This person's account is closed. An administrator can open it again."), field="email"
        )
    if member.is_lead:
        raise Refused(_("This person is already a lead of the agency."), field="email")
    member.role = Membership.Role.LEAD
    member.save(update_fields=["role", "updated_at"])
