"""Who comes to act for an agency, in which role, and how that ends."""

from contextlib import nullcontext
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Actor
from agencies import actions, queries
from agencies.models import INVITATION_LINK, Membership
from audit.models import Entry
from common.problems import Conflict, NotAllowed, Refused
from common.tokens import hash_of
from outbox.dispatch import deliver_due
from outbox.models import Message
from rehearsal.factories.accounts import PASSWORD, AdministratorFactory, ReviewerFactory, UserFactory
from rehearsal.factories.agencies import AgencyFactory, MembershipFactory, lead_of, token_of
from tests.trail import verbs

pytestmark = pytest.mark.django_db
Role = Membership.Role
PLACE = {"country": "US", "region": "US-GA", "city": "Springfield"}


def test_invite_keeps_the_token_as_a_hash_and_mails_the_link() -> None:
    agency = AgencyFactory(verified_name="Springfield PD")
    by = lead_of(agency)
    invitation = actions.invite(agency=agency, email=" Bo@Example.org", name=" Bo ", role="editor", by=by)
    token = token_of(invitation)
    assert (invitation.email, invitation.name, invitation.role) == ("bo@example.org", "Bo", "editor")
    assert invitation.token_hash == hash_of(token) != token
    message = Message.objects.get()
    assert message.payload == {"invitation_id": invitation.pk}
    assert Entry.objects.get().details == {"role": "editor"}
    deliver_due()
    assert mail.outbox[0].to == ["bo@example.org"]
    assert f"http://localhost:8000/invitation/{token}/" in str(mail.outbox[0].body)
    assert mail.outbox[0].subject == "You are invited to join Springfield PD in the One Mind portal"


def test_tokens_of_two_invitations_differ_and_follow_the_secret(settings: Any) -> None:
    one, other = INVITATION_LINK.token("a" * 26), INVITATION_LINK.token("b" * 26)
    settings.SECRET_KEY = "another"
    assert len({one, other, INVITATION_LINK.token("a" * 26)}) == 3


def test_inviting_again_replaces_the_earlier_link() -> None:
    agency = AgencyFactory()
    first = actions.invite(agency=agency, email="bo@example.org", name="Bo", role="editor", by=Actor.SYSTEM)
    second = actions.invite(agency=agency, email="BO@example.org", name="Bo", role="viewer", by=Actor.SYSTEM)
    assert queries.open_invitations(agency) == [second]
    with pytest.raises(Refused, match="newer one"):
        actions.accept(token=token_of(first), name="Bo", password=PASSWORD)
    assert actions.accept(token=token_of(second), name="Bo", password=PASSWORD).role == "viewer"
    # The first was replaced before it was mailed.
    deliver_due()
    assert [message.to for message in mail.outbox] == []


def test_a_button_pressed_twice_sends_one_invitation() -> None:
    agency = AgencyFactory()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sent = [
            actions.invite(agency=agency, email="bo@example.org", name="Bo", role="editor", by=Actor.SYSTEM)
            for _ in "12"
        ]
        assert sent[0] == sent[1]
        clock.shift(timedelta(minutes=5))
        assert (
            actions.invite(agency=agency, email="bo@example.org", name="Bo", role="editor", by=Actor.SYSTEM)
            != sent[0]
        )


def test_a_member_is_not_invited_again() -> None:
    member = MembershipFactory()
    with pytest.raises(Refused) as refusal:
        actions.invite(
            agency=member.agency, email=member.user.email.upper(), name="", role="lead", by=Actor.SYSTEM
        )
    assert refusal.value.field == "email"
    # Another agency may.
    assert actions.invite(
        agency=AgencyFactory(), email=member.user.email, name="", role="lead", by=Actor.SYSTEM
    )


def test_an_agency_sends_fifty_invitations_a_day() -> None:
    agency = AgencyFactory()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for number in range(actions.INVITATIONS_A_DAY):
            actions.invite(
                agency=agency, email=f"{number}@example.org", name="", role="viewer", by=Actor.SYSTEM
            )
        with pytest.raises(Refused, match="one day"):
            actions.invite(agency=agency, email="more@example.org", name="", role="viewer", by=Actor.SYSTEM)
        assert actions.invite(
            agency=AgencyFactory(), email="more@example.org", name="", role="viewer", by=Actor.SYSTEM
        )
        clock.shift(timedelta(days=1, seconds=1))
        assert actions.invite(
            agency=agency, email="more@example.org", name="", role="viewer", by=Actor.SYSTEM
        )


def test_accept_makes_account_membership_and_a_confirmed_address() -> None:
    agency = AgencyFactory()
    invitation = actions.invite(
        agency=agency, email="bo@example.org", name="Bo", role="signatory", by=Actor.SYSTEM
    )
    membership = actions.accept(token=token_of(invitation), name="Bo Li", password=PASSWORD)
    user = User.objects.get()
    assert (membership.agency, membership.user, membership.role) == (agency, user, "signatory")
    assert (user.name, user.email, user.check_password(PASSWORD)) == ("Bo Li", "bo@example.org", True)
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [
        ("bo@example.org", True, True)
    ]
    assert verbs() == ["agencies.invited", "accounts.account_opened", "agencies.joined"]


def test_accept_works_once() -> None:
    invitation = actions.invite(
        agency=AgencyFactory(), email="bo@example.org", name="Bo", role="viewer", by=Actor.SYSTEM
    )
    member = actions.accept(token=token_of(invitation), name="Bo", password=PASSWORD)
    for by in (None, member.user, UserFactory()):
        with pytest.raises(Refused, match="has been used"):
            actions.accept(token=token_of(invitation), name="Eve", password=PASSWORD, by=by)
    assert Membership.objects.count() == 1


@pytest.mark.parametrize(("pause", "open_still"), [(-1, True), (0, False), (1, False)])
def test_accept_ends_after_fourteen_days(pause: int, open_still: bool) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        invitation = actions.invite(
            agency=AgencyFactory(), email="bo@example.org", name="Bo", role="viewer", by=Actor.SYSTEM
        )
        clock.shift(timedelta(days=14, seconds=pause))
        with nullcontext() if open_still else pytest.raises(Refused, match="has expired"):
            actions.accept(token=token_of(invitation), name="Bo", password=PASSWORD)
    assert User.objects.exists() is open_still


def tampered(token: str) -> list[str]:
    """The token with one character changed in each place, shortened, lengthened, in capitals, and not a token at all."""
    changed = [token[:i] + ("a" if token[i] != "a" else "b") + token[i + 1 :] for i in range(len(token))]
    return [*changed, token[:-1], token + "a", token.upper(), "", " ", "\x00", "é" * 32, "a" * 32, "%" * 500]


def test_accept_takes_no_other_token() -> None:
    invitation = actions.invite(
        agency=AgencyFactory(), email="bo@example.org", name="Bo", role="viewer", by=Actor.SYSTEM
    )
    for token in [*tampered(token_of(invitation)), invitation.public_id, invitation.token_hash]:
        with pytest.raises(Refused, match="isn't one of ours"):
            actions.accept(token=token, name="Eve", password=PASSWORD)
    assert actions.accept(token=token_of(invitation), name="Bo", password=PASSWORD)


def test_accept_by_the_person_signed_in() -> None:
    user = UserFactory(email="bo@example.org")
    EmailAddress.objects.update(verified=False)
    invitation = actions.invite(
        agency=AgencyFactory(), email="bo@example.org", name="Bo", role="viewer", by=Actor.SYSTEM
    )
    with pytest.raises(NotAllowed):
        actions.accept(token=token_of(invitation), by=UserFactory())
    with pytest.raises(Refused, match="Sign in first"):
        actions.accept(token=token_of(invitation), name="Bo", password=PASSWORD)
    assert actions.accept(token=token_of(invitation), by=user).user == user
    assert EmailAddress.objects.get(user=user).verified


def test_accept_keeps_the_role_of_somebody_who_has_joined_meanwhile() -> None:
    user = UserFactory()
    invitation = actions.invite(
        agency=AgencyFactory(), email=user.email, name="", role="viewer", by=Actor.SYSTEM
    )
    MembershipFactory(agency=invitation.agency, user=user, role=Role.LEAD)
    assert actions.accept(token=token_of(invitation), by=user).role == "lead"
    assert Entry.objects.get(verb="agencies.joined").details["new"] is False


def test_accept_waits_while_the_agency_is_suspended() -> None:
    invitation = actions.invite(
        agency=AgencyFactory(), email="bo@example.org", name="Bo", role="viewer", by=Actor.SYSTEM
    )
    actions.suspend(agency=invitation.agency, by=AdministratorFactory())
    with pytest.raises(Refused, match="suspended"):
        actions.accept(token=token_of(invitation), name="Bo", password=PASSWORD)


def test_revoke_ends_the_link_once() -> None:
    invitation = actions.invite(
        agency=AgencyFactory(), email="bo@example.org", name="Bo", role="viewer", by=Actor.SYSTEM
    )
    for _ in range(2):
        actions.revoke_invitation(invitation=invitation, by=lead_of(invitation.agency))
    with pytest.raises(Refused, match="revoked or replaced"):
        actions.accept(token=token_of(invitation), name="Bo", password=PASSWORD)
    assert verbs() == ["agencies.invited", "agencies.invitation_revoked"]
    deliver_due()
    assert mail.outbox == []


def test_change_role_tells_the_person_and_the_trail() -> None:
    lead = MembershipFactory()
    editor = MembershipFactory(agency=lead.agency, role=Role.EDITOR)
    for _ in range(2):
        actions.change_role(membership=editor, role="signatory", by=lead.user)
    entry = Entry.objects.get()
    assert (entry.verb, entry.details) == (
        "agencies.role_changed",
        {"from": "editor", "to": "signatory", "user": editor.user_id},
    )
    deliver_due()
    assert [message.to for message in mail.outbox] == [[editor.user.email]]
    assert "Signatory" in str(mail.outbox[0].body)


@pytest.mark.parametrize("colleague", [None, "closed lead", "editor", "lead of another agency", "lead"])
def test_the_last_lead_stays(colleague: str | None) -> None:
    lead = MembershipFactory()
    if colleague == "closed lead":
        MembershipFactory(agency=lead.agency, user__is_active=False)
    elif colleague == "lead of another agency":
        MembershipFactory()
    elif colleague is not None:
        MembershipFactory(agency=lead.agency, role=Role(colleague))
    steps = [
        lambda: actions.change_role(membership=lead, role="viewer", by=lead.user),
        lambda: actions.remove_member(membership=lead, by=lead.user),
    ]
    for step in steps[:1] if colleague == "lead" else steps:
        if colleague == "lead":
            step()
        else:
            with pytest.raises(Refused, match="needs a lead"):
                step()
    lead.refresh_from_db()
    assert lead.is_lead is (colleague != "lead")


def test_remove_member_ends_the_membership_and_tells_the_person() -> None:
    lead = MembershipFactory()
    viewer = MembershipFactory(agency=lead.agency, role=Role.VIEWER)
    actions.remove_member(membership=viewer, by=lead.user)
    assert queries.members(lead.agency) == [lead]
    assert Entry.objects.get().details == {"user": viewer.user_id}
    with pytest.raises(Conflict):
        actions.remove_member(membership=viewer, by=lead.user)
    deliver_due()
    assert [message.to for message in mail.outbox] == [[viewer.user.email]]


def test_who_leaves_by_themselves_gets_no_email() -> None:
    viewer = MembershipFactory(role=Role.VIEWER)
    actions.remove_member(membership=viewer, by=viewer.user)
    assert Message.objects.count() == 0


@pytest.mark.parametrize(
    "factory", [UserFactory, ReviewerFactory, lambda: AdministratorFactory(is_active=False)]
)
def test_only_administrators_suspend(factory: Any) -> None:
    agency = AgencyFactory()
    for step in (actions.suspend, actions.unsuspend):
        with pytest.raises(NotAllowed):
            step(agency=agency, by=factory())
    assert verbs() == []


def test_suspend_and_unsuspend_tell_the_leads_once() -> None:
    lead, by = MembershipFactory(), AdministratorFactory()
    MembershipFactory(agency=lead.agency, role=Role.EDITOR)
    for step in (actions.suspend, actions.suspend, actions.unsuspend, actions.unsuspend):
        step(agency=lead.agency, by=by)
    deliver_due()
    assert verbs() == ["agencies.suspended", "agencies.unsuspended"]
    assert [message.to for message in mail.outbox] == [[lead.user.email]] * 2
