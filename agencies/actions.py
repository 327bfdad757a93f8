"""What happens to agencies and to those who act for them. Each function is one verb: atomic, locked, on the trail."""

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions import confirm_address, open_account
from accounts.models import User
from accounts.queries import by_address, owns_address
from agencies import queries, tokens
from agencies.models import Agency, Invitation, Membership
from agencies.wording import standing_of, what_to_do
from audit import trail
from audit.queries import last_change
from common.problems import Conflict, NotAllowed, Refused
from common.wording import who_and_when
from outbox.post import post

INVITATION_LASTS = timedelta(days=14)
# The same invitation sent twice within this time is a button pressed twice: one e-mail goes out.
PRESSED_TWICE = timedelta(minutes=5)
INVITATIONS_A_DAY = 50

IDENTITY = frozenset(
    "name kind country region city ori website address phone head_name head_title sworn non_sworn headcount_on".split()
)
PROFILE = IDENTITY | {"evidence_mode", "pseudonymous"}


def register(*, by: User | None, **fields: Any) -> Agency:
    """Add an agency, unseen by anyone until a pledge of it is verified, and return it.

    ``fields`` are those of IDENTITY; TypeError for any other. Refused (field ``ori``) when an agency with this ORI is
    registered: it is the same one. Names that are merely alike are no obstacle; see ``queries.near_duplicates``.
    In order: writes the agency, records it.
    """
    _only(fields, IDENTITY)
    agency = Agency(**_tidy(fields))
    with transaction.atomic():
        _ori_is_free(agency)
        _save_unless_ori_is_taken(agency)
        trail.record("agencies.registered", by=by, subject=agency, agency=agency)
    return agency


def update_profile(*, agency: Agency, version: int, changes: dict[str, Any], by: User | None) -> Agency:
    """Change what is known of an agency, and return it as it now is.

    ``changes`` has fields of PROFILE; TypeError for any other. ``version`` is the one that the form was opened with:
    Conflict, saying who changed the agency since and when, if it has moved on. Refused when the ORI is another agency's.
    ``by`` is None for a pledge's coordinator who has no account yet.
    Nothing is written when nothing differs. In order: writes the fields and the next version, records which fields
    changed (never their content), asks for officers' names to be removed when ``pseudonymous`` was switched on.
    """
    _only(changes, PROFILE)
    with transaction.atomic():
        locked = _lock(agency)
        if locked.version != version:
            raise Conflict(_stale(locked))
        tidy = _tidy(changes)
        changed = sorted(name for name, value in tidy.items() if getattr(locked, name) != value)
        if not changed:
            return locked
        for name in changed:
            setattr(locked, name, tidy[name])
        if "ori" in changed:
            _ori_is_free(locked)
        locked.version = F("version") + 1
        _save_unless_ori_is_taken(locked)
        locked.refresh_from_db()
        entry = trail.record(
            "agencies.profile_changed", by=by, subject=locked, agency=locked, details={"fields": changed}
        )
        if "pseudonymous" in changed and locked.pseudonymous:
            post("training.forget_names", key=str(entry.pk), agency_id=locked.pk)
        return locked


def release_ori(*, agency: Agency, by: User | None) -> None:
    """Take the ORI off an agency whose pledge was not taken up, so that the real one can register with it.

    In order: writes the empty ORI, records it. Does nothing for an agency without one.
    """
    with transaction.atomic():
        locked = _lock(agency)
        if locked.ori:
            Agency.objects.filter(pk=locked.pk).update(ori="", version=F("version") + 1)
            trail.record("agencies.ori_released", by=by, subject=locked, agency=locked)


def invite(*, agency: Agency, email: str, name: str, role: str, by: User | None) -> Invitation:
    """Offer someone to act for the agency, by a link mailed to them, and return the invitation.

    A second invitation to the same address replaces the first, whose link stops working; the same one again within
    five minutes is taken for a button pressed twice and returns the first. Refused when the address belongs to a member,
    or when the agency has sent INVITATIONS_A_DAY in 24 hours. In order: takes back the earlier invitation, writes the new
    one, records it, posts the e-mail.
    """
    now = timezone.now()
    address = email.strip().lower()
    with transaction.atomic():
        locked = _lock(agency)
        person = by_address(address)
        if person is not None and queries.is_member(user=person, agency=locked):
            raise Refused(
                _("This person is a member already. You can change their role below."), field="email"
            )
        earlier = [i for i in queries.open_invitations(locked) if i.email == address]
        for invitation in earlier:
            if invitation.role == role and now - invitation.created_at < PRESSED_TWICE:
                return invitation
        if queries.invited_since(locked, now - timedelta(days=1)) >= INVITATIONS_A_DAY:
            raise Refused(
                _(
                    "That is all the invitations an agency can send in one day. Go on tomorrow, or write to us."
                )
            )
        for invitation in earlier:
            _take_back(invitation, by, now)
        invitation = Invitation(
            agency=locked,
            email=address,
            name=name.strip(),
            role=Membership.Role(role),
            expires_at=now + INVITATION_LASTS,
            invited_by=by,
        )
        invitation.token_hash = tokens.hash_of(tokens.token_for(invitation.public_id))
        invitation.save()
        trail.record(
            "agencies.invited", by=by, subject=invitation, agency=locked, details={"role": str(role)}
        )
        post("agencies.invitation", key=str(invitation.pk), invitation_id=invitation.pk)
        return invitation


def revoke_invitation(*, invitation: Invitation, by: User) -> None:
    """Take an invitation back: its link stops working. Does nothing when it was used or taken back already.

    In order: writes it, records it.
    """
    with transaction.atomic():
        locked = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
        if locked.accepted_at is None and locked.revoked_at is None:
            _take_back(locked, by, timezone.now())


def accept(*, token: str, name: str = "", password: str | None = None, by: User | None = None) -> Membership:
    """Follow an invitation's link, and return the membership.

    ``by`` is the person signed in, or None for someone new, who gives a ``name`` and a ``password`` (checked by the form).
    Refused, saying what to do, when the link is unknown, used, taken back or out of date, or when the address has
    an account that must sign in first. NotAllowed when the person signed in is another than the one invited.
    Two people following one link at once: the second is refused. In order: makes the account if need be, marks the
    address confirmed (the link was mailed to it), writes the membership, marks the invitation used, records it.
    """
    with transaction.atomic():
        known = queries.invitation_by_token(token)
        if known is None:
            raise Refused(what_to_do("unknown"))
        agency = _lock(known.agency)
        invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=known.pk)
        now = timezone.now()
        standing = standing_of(invitation, now)
        if standing != "open":
            raise Refused(what_to_do(standing))
        if agency.is_suspended:
            raise Refused(what_to_do("suspended"))
        person = by if by is not None else _newcomer(invitation, name, password)
        if not owns_address(person, invitation.email):
            raise NotAllowed(
                _("This invitation is for another e-mail address than the one you are signed in with.")
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
    the role, records it, posts an e-mail to the person unless they did it themselves.
    """
    with transaction.atomic():
        locked = _lock_membership(membership)
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

    Refused when the agency would be left without a lead. In order: deletes the membership, records it, posts an e-mail to
    the person unless they left by themselves.
    """
    with transaction.atomic():
        locked = _lock_membership(membership)
        _a_lead_remains(locked)
        agency, person = locked.agency, locked.user
        entry = trail.record(
            "agencies.member_removed", by=by, subject=locked, agency=agency, details={"user": person.pk}
        )
        locked.delete()
        if person.pk != by.pk:
            post("agencies.member_removed", key=str(entry.pk), agency_id=agency.pk, user_id=person.pk)


def suspend(*, agency: Agency, by: User) -> None:
    """Close an agency's pages to its members, at once. NotAllowed unless ``by`` is a campaign administrator.

    In order: writes it, records it, posts an e-mail to the agency's leads. Does nothing when it is suspended already.
    """
    _set_suspended(agency, by, suspended=True, verb="agencies.suspended")


def unsuspend(*, agency: Agency, by: User) -> None:
    """Open a suspended agency's pages again. NotAllowed unless ``by`` is a campaign administrator.

    In order: writes it, records it, posts an e-mail to the agency's leads. Does nothing when it isn't suspended.
    """
    _set_suspended(agency, by, suspended=False, verb="agencies.unsuspended")


def _set_suspended(agency: Agency, by: User, *, suspended: bool, verb: str) -> None:
    if not by.is_campaign_administrator:
        raise NotAllowed(_("Only campaign administrators may do this."))
    with transaction.atomic():
        locked = _lock(agency)
        if locked.is_suspended == suspended:
            return
        Agency.objects.filter(pk=locked.pk).update(is_suspended=suspended, version=F("version") + 1)
        entry = trail.record(verb, by=by, subject=locked, agency=locked)
        for lead in queries.leads(locked):
            post(verb, key=f"{entry.pk}:{lead.pk}", agency_id=locked.pk, user_id=lead.pk)


def _lock(agency: Agency) -> Agency:
    return Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)


def _lock_membership(membership: Membership) -> Membership:
    # The agency first: two leads who demote each other at the same moment are taken one after the other.
    _lock(membership.agency)
    try:
        return (
            Membership.objects.select_for_update(of=("self",))
            .select_related("agency", "user")
            .get(pk=membership.pk, agency=membership.agency_id)
        )
    except Membership.DoesNotExist:
        raise Conflict(_("This person is no longer a member: somebody else has just removed them.")) from None


def _a_lead_remains(membership: Membership) -> None:
    if not membership.is_lead:
        return
    if not any(lead.pk != membership.user_id for lead in queries.leads(membership.agency)):
        raise Refused(_("An agency needs a lead. Make somebody else a lead first."), field="role")


def _newcomer(invitation: Invitation, name: str, password: str | None) -> User:
    if by_address(invitation.email) is not None:
        raise Refused(what_to_do("sign_in"))
    if not password:
        raise Refused(_("Choose a password."), field="password")
    return open_account(email=invitation.email, name=name or invitation.name, password=password, by=None)


def _take_back(invitation: Invitation, by: User | None, now: datetime) -> None:
    invitation.revoked_at = now
    invitation.save(update_fields=["revoked_at", "updated_at"])
    trail.record("agencies.invitation_revoked", by=by, subject=invitation, agency=invitation.agency)


def _stale(agency: Agency) -> str:
    change = last_change(subject=agency)
    if change is None:
        return str(_("Somebody else has changed this agency since you opened the form."))
    return str(who_and_when(change.who, change.at))


def _ori_is_free(agency: Agency) -> None:
    if agency.ori and Agency.objects.filter(ori=agency.ori).exclude(pk=agency.pk).exists():
        raise _ori_taken()


def _save_unless_ori_is_taken(agency: Agency) -> None:
    try:
        with transaction.atomic():
            agency.save()
    except IntegrityError as error:
        if "ori" in str(error):
            raise _ori_taken() from None
        raise


def _ori_taken() -> Refused:
    return Refused(
        _(
            "An agency with this ORI is registered already. If it is yours, ask its lead for an invitation, or write to us."
        ),
        field="ori",
    )


def _only(fields: dict[str, Any], allowed: frozenset[str]) -> None:
    if unknown := sorted(set(fields) - allowed):
        raise TypeError(f"Not fields of an agency that may be set here: {', '.join(unknown)}")


def _tidy(fields: dict[str, Any]) -> dict[str, Any]:
    # Browsers end the lines of a text with two characters; kept is one, so that sending it back is no change.
    tidy = {
        name: value.replace("\r\n", "\n").strip() if isinstance(value, str) else value
        for name, value in fields.items()
    }
    if "ori" in tidy:
        tidy["ori"] = (tidy["ori"] or "").upper()
    return tidy
