"""The IACP's staff are told by email what waits for them, as often as they chose, and nothing of anyone's is in it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts import actions, tasks
from accounts.models import ToldOf, User
from accounts.permissions import MAY, Capability
from agencies.models import Invitation, Membership
from audit.models import Entry
from common.models import opaque_code
from common.problems import NotAllowed
from outbox.dispatch import deliver_due
from outbox.models import Message
from pledges import actions as pledges
from pledges.models import Pledge
from rehearsal.factories.accounts import AdministratorFactory, EditorFactory, ReviewerFactory, UserFactory
from rehearsal.factories.agencies import MembershipFactory
from rehearsal.factories.pledges import PledgeFactory
from reviews import actions as reviews
from tests.accounts.mailbox import html_of
from tests.clients import client_of
from tests.reviews.scene import Scene, scene

pytestmark = pytest.mark.django_db
EVERYTHING = [
    "1 course to decide",
    "1 completion to decide",
    "1 pledge to verify",
    "1 reported message",
    "1 request for help",
]


def told(run: Any = tasks.tell_daily) -> dict[str, list[str]]:
    """Who is written to now, and what each is told that waits, in the order of the alphabet."""
    deliver_due()
    mail.outbox.clear()
    run()
    deliver_due()
    return {
        message.to[0]: sorted(re.findall(r"^- (.*?)(?: \(.*)?$", str(message.body), re.M))
        for message in mail.outbox
    }


def confirmed() -> Pledge:
    """A pledge that waits to be verified."""
    pledge: Pledge = PledgeFactory.create(state="confirmed", confirmed_at=timezone.now())
    return pledge


def at_once(person: User) -> User:
    actions.choose_waiting_emails(how_often="at_once", by=person)
    return person


def waiting_scene() -> Scene:
    """One of everything that a reviewer acts on, and nothing else; of the agency's people and the desk no one is told."""
    confirmed()
    s = scene(name="Saranac Lake Police Department")
    User.objects.update(waiting_emails="never")
    return s


def test_the_day_s_email_counts_by_kind_what_each_may_act_on() -> None:
    waiting_scene()
    reviewer, administrator, editor = (
        factory.create() for factory in (ReviewerFactory, AdministratorFactory, EditorFactory)
    )
    UserFactory.create()

    assert told() == {
        reviewer.email: sorted(EVERYTHING),
        administrator.email: sorted([*EVERYTHING, "1 new nomination"]),
        editor.email: ["1 new nomination"],
    }


def test_who_has_a_tie_or_did_not_take_it_is_not_told_of_it() -> None:
    s = waiting_scene()
    tied, other, taker = (ReviewerFactory.create() for _ in range(3))
    Membership.objects.create(agency=s.agency, user=tied, role="viewer")
    reviews.claim(completion=s.completion, by=taker)

    assert told() == {
        tied.email: ["1 pledge to verify"],
        other.email: sorted(set(EVERYTHING) - {"1 completion to decide"}),
        taker.email: sorted(EVERYTHING),
    }
    # Who can't sign in any more holds nothing.
    User.objects.filter(pk=taker.pk).update(is_active=False)
    at_once(other)
    assert told(tasks.tell_at_once) == {other.email: sorted(EVERYTHING)}


def test_an_email_holds_counts_kinds_and_links_alone() -> None:
    s = waiting_scene()
    PledgeFactory.create(state="confirmed", confirmed_at=timezone.now() - timedelta(days=5))
    reviewer = ReviewerFactory.create(name="Riva Reviewer")
    told()

    (message,) = mail.outbox
    whole = f"{message.subject} {message.body} {html_of(message)}"
    secrets = [s.agency.name, s.help.name, s.help.email, s.help.subject, s.report.reason, s.agency.public_id]
    assert [secret for secret in secrets if str(secret) in whole] == []
    assert message.subject == "6 items are waiting for you"
    assert "- 2 pledges to verify (the longest for 5 days)" in message.body
    desk = client_of(reviewer)
    links = re.findall(r"^  (https?://.*)$", str(message.body), re.M)
    assert [desk.get("/" + link.split("/", 3)[3]).status_code for link in links] == [200] * 5


def test_nothing_is_sent_when_nothing_waits_nor_twice_a_day_nor_to_who_chose_never() -> None:
    reviewer = ReviewerFactory.create()
    assert told() == {}
    Message.objects.all().delete()
    pledge = confirmed()
    assert told() == {reviewer.email: ["1 pledge to verify"]}
    assert told() == {}
    Message.objects.all().delete()
    actions.choose_waiting_emails(how_often="never", by=reviewer)
    assert (told(), told(tasks.tell_at_once)) == ({}, {})
    actions.choose_waiting_emails(how_often="daily", by=reviewer)
    tasks.tell_daily()
    pledges.verify(pledge=pledge, by=AdministratorFactory.create())
    mail.outbox.clear()
    deliver_due()
    assert [message for message in mail.outbox if message.to == [reviewer.email]] == []


def test_at_once_tells_of_each_thing_once_and_of_what_comes_together_in_one_email() -> None:
    reviewer = at_once(ReviewerFactory.create())
    confirmed(), confirmed()

    assert told(tasks.tell_at_once) == {reviewer.email: ["2 pledges to verify"]}
    assert mail.outbox[0].subject == "2 new items are waiting for you"
    assert (told(tasks.tell_at_once), told()) == ({}, {})
    third = confirmed()
    assert told(tasks.tell_at_once) == {reviewer.email: ["1 pledge to verify"]}
    # What was asked about and confirmed again waits again, and what no longer waits isn't remembered.
    Pledge.objects.filter(pk=third.pk).update(state="queried")
    tasks.tell_at_once()
    assert ToldOf.objects.count() == 2
    Pledge.objects.filter(pk=third.pk).update(state="confirmed")
    assert told(tasks.tell_at_once) == {reviewer.email: ["1 pledge to verify"]}


def test_what_was_done_before_the_email_left_is_not_in_it() -> None:
    reviewer = at_once(ReviewerFactory.create())
    done, left = confirmed(), confirmed()
    tasks.tell_at_once()
    Pledge.objects.filter(pk=done.pk).update(state="active")
    mail.outbox.clear()
    deliver_due()
    assert [(message.to, message.subject) for message in mail.outbox] == [
        ([reviewer.email], "1 new item is waiting for you")
    ]
    assert left.state == "confirmed"


def test_an_agency_without_a_lead_waits_once_its_invitation_has_expired_and_its_questions_with_it() -> None:
    s = waiting_scene()
    reviewer = ReviewerFactory.create()
    type(s.agency).objects.filter(pk=s.agency.pk).update(verified_name=s.agency.name)
    Membership.objects.filter(agency=s.agency).delete()
    lost = {
        "1 agency that no lead can open, with no open invitation",
        "1 visitor's question at an agency that no lead can open",
    }
    assert lost <= set(told()[reviewer.email])

    Message.objects.all().delete()
    invitation = Invitation.objects.create(
        agency=s.agency,
        email="lead@example.org",
        role="lead",
        token_hash=opaque_code(),
        expires_at=timezone.now() + timedelta(days=3),
    )
    assert not [line for line in told()[reviewer.email] if line.startswith("1 agency that no lead")]
    Message.objects.all().delete()
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now() - timedelta(days=3))
    assert lost <= set(told()[reviewer.email])
    assert "with no open invitation (the longest for 3 days)" in str(mail.outbox[0].body)


def test_the_link_in_the_email_opens_the_choice_after_signing_in() -> None:
    reviewer = ReviewerFactory.create()
    confirmed()
    told()
    link = re.search(r"https?://\S+waiting-emails/", str(mail.outbox[0].body))
    assert link is not None
    path = "/" + link.group().split("/", 3)[3]
    asked = Client().get(path)
    assert (asked.status_code, asked["Location"]) == (302, f"/account/login/?next={path}")

    desk = client_of(reviewer)
    page = desk.get(path).content.decode()
    assert re.search(r'value="daily"[^>]* checked', page)
    assert desk.post(path, {"how_often": "hourly"}).status_code == 422
    assert desk.post(path, {"how_often": "at_once"}).status_code == 302
    reviewer.refresh_from_db()
    entry = Entry.objects.get(verb="accounts.waiting_emails_chosen")
    assert (reviewer.waiting_emails, entry.actor_ref, entry.details) == (
        "at_once",
        reviewer.pk,
        {"how_often": "at_once"},
    )
    assert desk.post(path, {"how_often": "at_once"}).status_code == 302
    assert Entry.objects.filter(verb="accounts.waiting_emails_chosen").count() == 1
    assert "waiting-emails" in desk.get("/account/profile/").content.decode()


def test_only_staff_choose_and_no_one_else_sees_the_page() -> None:
    member = MembershipFactory.create().user
    assert client_of(member).get("/account/waiting-emails/").status_code == 403
    assert "waiting-emails" not in client_of(member).get("/account/profile/").content.decode()
    with pytest.raises(NotAllowed):
        actions.choose_waiting_emails(how_often="never", by=member)
    assert {str(role) for role in MAY[Capability.WAITING_EMAILS_CHOOSE]} == {
        "editor",
        "reviewer",
        "administrator",
    }


def test_who_lost_the_role_is_not_told() -> None:
    reviewer = ReviewerFactory.create()
    confirmed()
    tasks.tell_daily()
    User.objects.filter(pk=reviewer.pk).update(staff_role="")
    # Nor is who was invited and hasn't shown the address by setting a password.
    User.objects.create_user("new@example.org", None, staff_role="reviewer")
    tasks.tell_daily()
    mail.outbox.clear()
    deliver_due()
    assert mail.outbox == []
