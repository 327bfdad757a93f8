"""Agencies, their people and who they are."""

from agencies import actions
from agencies.models import IdentityRequest, Invitation
from rehearsal.factories.accounts import PASSWORD
from rehearsal.factories.agencies import token_of
from tests.actions.stage import Arguments, Scene, row


def _request(s: Scene) -> IdentityRequest:
    return actions.request_identity(
        agency=s.verified(), changes={"city": "Shelbyville"}, reason="A merger.", by=s.lead
    )


def _invitation(s: Scene, role: str = "viewer") -> Invitation:
    return actions.invite(
        agency=s.agency, email=f"bo.{s.name.lower()}@example.org", name="Bo", role=role, by=s.lead
    )


@row(actions.update_profile, "agencies.profile_changed: agency", "> training.forget_names")
def _update_profile(s: Scene) -> Arguments:
    return {
        "agency": s.agency, "version": s.agency.version, "changes": {"city": "Shelbyville", "pseudonymous": True},
        "by": s.lead,
    }  # fmt: skip


@row(actions.release_ori, "agencies.ori_released: agency")
def _release_ori(s: Scene) -> Arguments:
    s.agency.ori = f"GA0{s.agency.pk:06}"
    s.agency.save(update_fields=["ori"])
    return {"agency": s.agency, "by": s.reviewer}


@row(actions.suspend, "agencies.suspended: agency", "> agencies.suspended")
def _suspend(s: Scene) -> Arguments:
    return {"agency": s.agency, "by": s.administrator}


@row(actions.unsuspend, "agencies.unsuspended: agency", "> agencies.unsuspended")
def _unsuspend(s: Scene) -> Arguments:
    s.agency.is_suspended = True
    s.agency.save(update_fields=["is_suspended"])
    return {"agency": s.agency, "by": s.administrator}


@row(
    actions.request_identity,
    "agencies.identity_requested: new IdentityRequest",
    "> agencies.identity_requested",
)
def _request_identity(s: Scene) -> Arguments:
    return {"agency": s.verified(), "changes": {"city": "Shelbyville"}, "reason": "A merger.", "by": s.lead}


@row(actions.withdraw_identity, "agencies.identity_withdrawn: request")
def _withdraw_identity(s: Scene) -> Arguments:
    return {"request": _request(s), "by": s.lead}


@row(actions.approve_identity, "agencies.identity_approved: request", "> agencies.identity_approved")
def _approve_identity(s: Scene) -> Arguments:
    return {"request": _request(s), "by": s.reviewer}


@row(actions.decline_identity, "agencies.identity_declined: request", "> agencies.identity_declined")
def _decline_identity(s: Scene) -> Arguments:
    return {"request": _request(s), "answer": "No.", "by": s.reviewer}


@row(
    actions.correct_identity,
    "agencies.identity_corrected: new IdentityRequest",
    "> agencies.identity_corrected",
)
def _correct_identity(s: Scene) -> Arguments:
    return {
        "agency": s.verified(), "version": s.agency.version, "changes": {"city": "Springfeild"}, "reason": "A slip.",
        "by": s.reviewer,
    }  # fmt: skip


@row(actions.appoint_lead, "agencies.lead_appointed: new LeadChange", "> agencies.lead_appointed ×2")
def _appoint_lead(s: Scene) -> Arguments:
    return {
        "agency": s.agency, "email": s.viewer.user.email, "name": "", "reason": "The chief retired.",
        "replaces": s.membership, "by": s.reviewer,
    }  # fmt: skip


@row(
    actions.reopen_invitation,
    "agencies.invited: new Invitation",
    "agencies.lead_appointed: new LeadChange",
    "> agencies.invitation",
    "> agencies.lead_appointed",
)
def _reopen_invitation(s: Scene) -> Arguments:
    invitation = _invitation(s, "lead")
    actions.revoke_invitation(invitation=invitation, by=s.lead)
    return {"invitation": invitation, "reason": "The chief asked.", "by": s.reviewer}


@row(
    actions.hand_over,
    "agencies.role_changed: to",
    "agencies.member_removed: membership",
    "> agencies.role_changed",
    "> agencies.lead_left",
)
def _hand_over(s: Scene) -> Arguments:
    return {"membership": s.membership, "to": s.viewer, "by": s.lead}


@row(actions.keep_one_lead, "agencies.one_lead_is_enough: agency")
def _keep_one_lead(s: Scene) -> Arguments:
    return {"agency": s.agency, "by": s.lead}


@row(actions.set_letterhead, "agencies.letterhead_set: new Letterhead")
def _set_letterhead(s: Scene) -> Arguments:
    return {"agency": s.agency, "seen": 0, "picture": None, "lines": "12 Main Street", "by": s.lead}


@row(
    actions.invite,
    "agencies.invitation_revoked: its Invitation",
    "agencies.invited: new Invitation",
    "> agencies.invitation",
)
def _invite(s: Scene) -> Arguments:
    earlier = _invitation(s)
    return {"agency": s.agency, "email": earlier.email, "name": "Bo", "role": "editor", "by": s.lead}


@row(
    actions.correct_invitation,
    "agencies.invitation_revoked: invitation",
    "agencies.invited: new Invitation",
    "> agencies.invitation",
)
def _correct_invitation(s: Scene) -> Arguments:
    return {"invitation": _invitation(s), "email": f"bob.{s.name.lower()}@example.org", "by": s.lead}


@row(actions.revoke_invitation, "agencies.invitation_revoked: invitation")
def _revoke_invitation(s: Scene) -> Arguments:
    return {"invitation": _invitation(s), "by": s.lead}


@row(
    actions.accept,
    "accounts.account_opened: new User, of no agency, by another",
    "agencies.joined: new Membership, by another",
)
def _accept(s: Scene) -> Arguments:
    return {"token": token_of(_invitation(s)), "name": "Bo", "password": PASSWORD}


@row(actions.change_role, "agencies.role_changed: membership", "> agencies.role_changed")
def _change_role(s: Scene) -> Arguments:
    return {"membership": s.viewer, "role": "editor", "by": s.lead}


@row(actions.remove_member, "agencies.member_removed: membership", "> agencies.member_removed")
def _remove_member(s: Scene) -> Arguments:
    return {"membership": s.viewer, "by": s.lead}
