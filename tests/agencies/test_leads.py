"""No agency is locked out: leads appointed by the IACP, handed over, leaving, and the second one that is suggested."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import User
from agencies import actions, leads
from agencies.models import Agency, Invitation, LeadChange, Membership
from audit.models import Entry
from common.problems import Conflict, NotAllowed, Refused
from outbox.dispatch import deliver_due
from rehearsal.factories.accounts import ReviewerFactory, UserFactory
from rehearsal.factories.agencies import AgencyFactory, MembershipFactory, token_of
from tests.clients import agency_page_of, client_of, signed_in

pytestmark = pytest.mark.django_db
WHY = "Chief Moreno retired; the city manager asked us by letter."


def said() -> dict[str, list[str]]:
    """Deliver; whom each email went to, by subject."""
    deliver_due()
    found: dict[str, list[str]] = {}
    for message in mail.outbox:
        found.setdefault(message.subject, []).extend(message.to)
    return found


def appoint(agency: Agency, email: str, **more: Any) -> LeadChange:
    return actions.appoint_lead(
        agency=agency,
        **{"email": email, "name": "Nia New", "reason": WHY, "by": ReviewerFactory.create(), **more},
    )


def test_a_member_is_appointed_at_once_and_everyone_is_told_why() -> None:
    agency = AgencyFactory.create(name="Perry PD")
    old = MembershipFactory.create(agency=agency)
    editor = MembershipFactory.create(agency=agency, role="editor")
    change = appoint(agency, editor.user.email.upper())

    editor.refresh_from_db()
    told = said()["The IACP appointed a lead for Perry PD"]
    assert (editor.role, change.appointed, change.invitation, change.replaced) == (
        "lead",
        editor.user,
        None,
        None,
    )
    assert sorted(told) == sorted([old.user.email, editor.user.email])
    assert WHY in str(mail.outbox[0].body)
    entry = Entry.objects.latest("pk")
    assert (entry.verb, entry.details) == (
        "agencies.lead_appointed",
        {"user": editor.user_id, "invitation": None, "replaced": None},
    )


def test_a_replaced_lead_is_out_at_once_and_told_and_a_newcomer_is_invited() -> None:
    agency = AgencyFactory.create(name="Perry PD")
    old = MembershipFactory.create(agency=agency)
    client = client_of(old.user)
    change = appoint(agency, "new@perry.example", replaces=old)

    invitation = Invitation.objects.get()
    assert client.get("members/").status_code == 404
    assert (change.invitation, change.replaced, invitation.role) == (invitation, old.user, "lead")
    told = said()
    assert told["The IACP appointed a lead for Perry PD"] == [old.user.email]
    assert "You can no longer open the agency" in "".join(str(message.body) for message in mail.outbox)
    membership = actions.accept(token=token_of(invitation), name="Nia New", password="a long enough password")
    assert (membership.role, leads.without_lead().count()) == ("lead", 0)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"email": "lead@perry.example"}, "email"),
        ({"email": "closed@perry.example"}, "email"),
    ],
)
def test_what_makes_no_lead_is_refused_beside_its_field(more: dict[str, str], field: str) -> None:
    agency = AgencyFactory.create()
    MembershipFactory.create(agency=agency, user__email="lead@perry.example")
    MembershipFactory.create(
        agency=agency, role="editor", user__email="closed@perry.example", user__is_active=False
    )
    with pytest.raises(Refused) as refused:
        appoint(agency, **{"email": "new@perry.example", **more})
    assert refused.value.field == field
    assert not LeadChange.objects.exists()


def test_only_reviewers_without_a_tie_appoint() -> None:
    agency = AgencyFactory.create()
    lead = MembershipFactory.create(agency=agency).user
    former = ReviewerFactory.create()
    actions.remove_member(
        membership=MembershipFactory.create(agency=agency, user=former, role="viewer"), by=lead
    )
    for by in (lead, former, UserFactory.create()):
        with pytest.raises(NotAllowed):
            appoint(agency, "new@perry.example", by=by)
    reviewer = ReviewerFactory.create()
    with pytest.raises(Refused) as refused:
        appoint(agency, reviewer.email, by=reviewer)
    assert refused.value.field == "email"
    assert not Invitation.objects.exists()


def test_an_expired_first_invitation_is_sent_again_or_to_the_right_address_at_the_desk() -> None:
    agency, reviewer = AgencyFactory.create(verified_name="Perry PD"), ReviewerFactory.create()
    first = actions.invite(agency=agency, email="cheif@perry.example", name="Al", role="lead", by=reviewer)
    Invitation.objects.update(
        expires_at=timezone.now() - timedelta(days=1), created_at=timezone.now() - timedelta(days=15)
    )
    desk = client_of(reviewer)
    page = desk.get(f"/desk/agencies/{agency.public_id}/").content.decode()
    assert ("No lead of this agency can sign in" in page, "cheif@perry.example" in page) == (True, True)

    assert desk.post(f"/desk/invitations/{first.public_id}/again/").status_code == 302
    again = Invitation.objects.get(revoked_at=None)
    assert (again.email, again.expires_at > timezone.now()) == ("cheif@perry.example", True)
    answer = desk.post(f"/desk/invitations/{again.public_id}/address/", {"email": "chief@perry.example"})
    right = Invitation.objects.get(revoked_at=None)
    assert (answer.status_code, right.email, right.role) == (302, "chief@perry.example", "lead")
    assert actions.accept(token=token_of(right), name="Al", password="a long enough password").is_lead
    with pytest.raises(Conflict):
        actions.correct_invitation(invitation=again, email="x@perry.example", by=reviewer)
    assert desk.post(f"/desk/invitations/{right.public_id}/again/").status_code == 404


def withdrawn(agency: Agency, role: str) -> Invitation:
    """An invitation that the agency's lead made and withdrew."""
    lead = MembershipFactory.create(agency=agency)
    made = actions.invite(agency=agency, email=f"{role}@perry.example", name="Wim", role=role, by=lead.user)
    actions.revoke_invitation(invitation=made, by=lead.user)
    made.refresh_from_db()
    return made


def test_a_withdrawn_invitation_of_a_lead_is_reopened_with_a_reason_that_everyone_is_told() -> None:
    agency, reviewer = AgencyFactory.create(name="Perry PD"), ReviewerFactory.create()
    old = withdrawn(agency, "lead")
    desk, path = client_of(reviewer), f"/desk/invitations/{old.public_id}/reopen/"
    assert path in desk.get(f"/desk/agencies/{agency.public_id}/").content.decode()
    assert "lead@perry.example was withdrawn" in desk.get(path).content.decode()
    assert desk.post(path, {"reason": ""}).status_code == 422
    assert desk.post(path, {"reason": WHY}).status_code == 302

    new = Invitation.objects.get(revoked_at=None)
    change = LeadChange.objects.get()
    assert (new.email, new.role, change.invitation, change.reason) == (old.email, "lead", new, WHY)
    assert set(said()["The IACP appointed a lead for Perry PD"]) == set(
        Membership.objects.values_list("user__email", flat=True)
    )
    assert actions.accept(token=token_of(new), name="Wim", password="a long enough password").is_lead
    # Once it is accepted, or open again, there is nothing to reopen.
    assert path not in desk.get(f"/desk/agencies/{agency.public_id}/").content.decode()
    with pytest.raises(Refused):
        actions.reopen_invitation(invitation=old, reason=WHY, by=reviewer)
    with pytest.raises(Conflict):
        actions.reopen_invitation(invitation=new, reason=WHY, by=reviewer)
    assert desk.get(f"/desk/invitations/{new.public_id}/reopen/").status_code == 404


def test_what_a_lead_withdrew_from_others_is_the_leads_say_while_there_is_one() -> None:
    agency, reviewer = AgencyFactory.create(name="Perry PD"), ReviewerFactory.create()
    old = withdrawn(agency, "editor")
    desk, path = client_of(reviewer), f"/desk/invitations/{old.public_id}/reopen/"
    assert path not in desk.get(f"/desk/agencies/{agency.public_id}/").content.decode()
    assert desk.post(path).status_code == 422
    User.objects.filter(memberships__agency=agency).update(is_active=False)
    assert path in desk.get(f"/desk/agencies/{agency.public_id}/").content.decode()
    assert desk.post(path).status_code == 302
    assert Invitation.objects.get(revoked_at=None).role == "editor"

    tied = ReviewerFactory.create()
    MembershipFactory.create(agency=agency, user=tied)
    with pytest.raises(NotAllowed):
        actions.reopen_invitation(invitation=old, by=tied)


def test_a_lead_is_appointed_by_the_form_at_the_desk() -> None:
    agency = AgencyFactory.create()
    old = MembershipFactory.create(agency=agency)
    desk, path = client_of(ReviewerFactory.create()), f"/desk/agencies/{agency.public_id}/lead/"
    sent = {"name": "Nia New", "email": "new@perry.example", "replaces": old.pk, "reason": WHY}
    assert desk.post(path, {**sent, "reason": ""}).status_code == 422
    other = MembershipFactory.create()
    assert desk.post(path, {**sent, "replaces": other.pk}).status_code == 422
    assert desk.post(path, sent).status_code == 302
    assert (LeadChange.objects.get().replaced, Membership.objects.filter(pk=old.pk).exists()) == (
        old.user,
        False,
    )
    assert WHY in desk.get(f"/desk/agencies/{agency.public_id}/").content.decode()


def test_the_desk_lists_who_cannot_be_reached(django_assert_num_queries: Any) -> None:
    now, reviewer = timezone.now(), ReviewerFactory.create()
    desk = client_of(reviewer)

    def statements(number: int) -> list[int]:
        for _ in range(number):
            bare = AgencyFactory.create(verified_name="Bare PD")
            MembershipFactory.create(agency=bare, user__is_active=False)
            actions.invite(agency=bare, email="a@example.org", name="Al", role="lead", by=reviewer)
            Invitation.objects.update(expires_at=now - timedelta(days=1))
            MembershipFactory.create(user__last_login=now - timedelta(days=366))
        return [_counted(desk, name) for name in ("no-lead", "expired", "away")]

    assert statements(1) == statements(2)
    page = desk.get("/desk/").content.decode()
    for words in (
        "3 agencies without a lead who can sign in",
        "3 invitations expired",
        "3 leads haven&#x27;t signed in for a year",
    ):
        assert words in page or words.replace("&#x27;", "'") in page


def _counted(desk: Any, name: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    desk.get(f"/desk/access/?list={name}")
    with CaptureQueriesContext(connection) as captured:
        assert desk.get(f"/desk/access/?list={name}").status_code == 200
    return len(captured)


def test_a_lead_hands_over_and_leaves_in_one_step() -> None:
    client, own = signed_in(agency__name="Perry PD")
    editor = MembershipFactory.create(agency=own.agency, role="editor")
    viewer = MembershipFactory.create(agency=own.agency, role="viewer")
    invited = actions.invite(
        agency=own.agency, email="b@perry.example", name="Bo", role="viewer", by=own.user
    )
    answer = client.post("members/hand-over/", {"to": editor.pk})

    editor.refresh_from_db()
    assert (answer.status_code, editor.role) == (302, "lead")
    assert not Membership.objects.filter(pk=own.pk).exists()
    assert (
        actions.accept(token=token_of(invited), name="Bo", password="a long enough password").role == "viewer"
    )
    told = said()
    assert sorted(told[f"{own.user} no longer leads for Perry PD"]) == sorted(
        [editor.user.email, viewer.user.email]
    )


def test_it_is_handed_over_to_a_member_who_can_sign_in_and_to_no_one_else() -> None:
    own, other = MembershipFactory.create(), MembershipFactory.create()
    closed = MembershipFactory.create(agency=own.agency, role="editor", user__is_active=False)
    for to in (own, other, closed):
        with pytest.raises(Refused):
            actions.hand_over(membership=own, to=to, by=own.user)
    viewer = MembershipFactory.create(agency=own.agency, role="viewer")
    with pytest.raises(NotAllowed):
        actions.hand_over(membership=own, to=viewer, by=viewer.user)
    assert Membership.objects.filter(pk=own.pk).exists()


def test_a_lead_who_leaves_is_told_to_the_others_and_anyone_else_to_no_one() -> None:
    agency = AgencyFactory.create(name="Perry PD")
    first, second = (MembershipFactory.create(agency=agency) for _ in range(2))
    viewer = MembershipFactory.create(agency=agency, role="viewer")
    actions.remove_member(membership=first, by=first.user)
    assert sorted(said()[f"{first.user} no longer leads for Perry PD"]) == sorted(
        [second.user.email, viewer.user.email]
    )
    mail.outbox.clear()
    actions.remove_member(membership=viewer, by=viewer.user)
    assert said() == {}


def test_a_second_lead_is_suggested_from_the_first_day_until_there_is_one_or_it_is_not_for_them() -> None:
    client, own = signed_in()
    words = "You are the only lead."
    assert words in client.get("").content.decode()
    viewer: User = MembershipFactory.create(agency=own.agency, role="viewer").user
    assert words not in client_of(viewer).get("").content.decode()

    actions.invite(agency=own.agency, email="b@perry.example", name="Bo", role="lead", by=own.user)
    assert words not in client.get("").content.decode()
    Invitation.objects.all().delete()
    answer = client.post("members/one-lead/")
    assert (answer["Location"], words in client.get("").content.decode()) == (
        agency_page_of(own.agency),
        False,
    )
    actions.keep_one_lead(agency=own.agency, by=own.user)
    assert Entry.objects.filter(verb="agencies.one_lead_is_enough").count() == 1
