"""Officers on leave: counted, unless a reviewer of another agency leaves one out, with a reason that the agency reads."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agencies.models import Agency, Membership
from audit.models import Entry
from common.problems import NotAllowed, Refused
from compliance.engine import assess
from compliance.facts import Facts
from compliance.report import WarningCode
from outbox.dispatch import deliver_due
from outbox.models import Message
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.agencies import MembershipFactory
from rehearsal.factories.training import OfficerFactory, RecordFactory
from tests.clients import agency_page
from training import figures, queries
from training.actions import officers
from training.models import Officer

pytestmark = pytest.mark.django_db
SECRET = "Q-Secret-7"


@pytest.fixture
def away(agency: Agency) -> Officer:
    """An officer of the agency who is on leave, and untrained."""
    return OfficerFactory.create(agency=agency, ref=SECRET, name="Ana Diaz", on_leave_since=date(2024, 5, 1))


def page(officer: Officer) -> str:
    return reverse("training:desk_leave", args=[officer.agency.public_id, officer.pk])


def strength(agency: Agency) -> int:
    return figures.of_agency(agency, timezone.localdate()).sworn


def test_only_a_reviewer_of_another_agency_leaves_somebody_out(lead: Membership, away: Officer) -> None:
    own = ReviewerFactory.create()
    MembershipFactory.create(agency=away.agency, user=own, role="viewer")
    for person in (lead.user, own):
        with pytest.raises(NotAllowed):
            officers.exclude(officer=away, because="Long leave", by=person)
    assert strength(away.agency) == 1


@pytest.mark.parametrize("since", [None, timezone.localdate() + timedelta(days=1)])
def test_who_works_is_not_left_out(away: Officer, since: date | None) -> None:
    Officer.objects.filter(pk=away.pk).update(on_leave_since=since)
    with pytest.raises(Refused):
        officers.exclude(officer=away, because="Long leave", by=ReviewerFactory.create())


def test_left_out_on_the_desk_with_a_reason_and_the_agency_told(
    desk: Client, client: Client, lead: Membership, away: Officer
) -> None:
    listed = desk.get(reverse("training:desk_training", args=[away.agency.public_id])).content.decode()
    assert (SECRET in listed, "Ana Diaz" in listed, page(away) in listed) == (True, False, True)
    response = desk.post(page(away), {"decision": "out", "because": " Deployed   for a year "})
    assert response.status_code == 302
    away.refresh_from_db()
    assert (away.excluded_because, strength(away.agency)) == ("Deployed for a year", 0)
    entry = Entry.objects.get(verb="training.officer_excluded")
    assert (entry.agency_ref, SECRET in str(entry.details)) == (away.agency_id, False)
    deliver_due()
    [message] = mail.outbox
    said = f"{message.subject} {message.body} {message.alternatives}"
    assert message.to == [lead.user.email]
    assert [word in said for word in (SECRET, "Ana Diaz", "Deployed")] == [False, False, False]
    assert SECRET not in str(list(Message.objects.values_list("payload", flat=True)))
    told = client.get(agency_page("training:officer", args=[away.pk])).content.decode()
    assert "Deployed for a year" in told
    found = client.get(agency_page("training:officers"), {"training": "excluded"}).context["lines"]
    assert [line.officer.ref for line in found] == [SECRET]


def test_reason_is_in_the_facts_that_a_submission_freezes(away: Officer) -> None:
    officers.exclude(officer=away, because="Deployed", by=ReviewerFactory.create())
    facts = Facts(as_of=timezone.localdate(), officers=queries.roster_facts(away.agency).officers)
    [officer] = facts.to_data()["officers"]
    assert (officer["ref"], officer["excluded_because"]) == (SECRET, "Deployed")
    [warning] = [found for found in assess(facts).warnings if found.code == WarningCode.EXCLUDED]
    assert warning.count == 1


def test_counted_again_on_the_desk(desk: Client, away: Officer) -> None:
    officers.exclude(officer=away, because="Long leave", by=ReviewerFactory.create())
    desk.post(page(away), {"decision": "in", "because": "Long leave"})
    away.refresh_from_db()
    assert (away.excluded_because, strength(away.agency)) == ("", 1)


def test_no_reason_leaves_nobody_out_and_keeps_what_was_chosen(desk: Client, away: Officer) -> None:
    response = desk.post(page(away), {"decision": "out", "because": "  "})
    assert list(response.context["form"].errors) == ["because"]
    assert response.context["form"]["decision"].value() == "out"
    away.refresh_from_db()
    assert away.excluded_because == ""


def test_several_on_one_day_are_told_once(lead: Membership, away: Officer) -> None:
    second = OfficerFactory.create(agency=away.agency, on_leave_since=date(2024, 5, 1))
    reviewer = ReviewerFactory.create()
    for officer in (away, second):
        officers.exclude(officer=officer, because="Long leave", by=reviewer)
    deliver_due()
    assert len(mail.outbox) == 1


def test_back_from_leave_is_counted_again(client: Client, lead: Membership, away: Officer) -> None:
    officers.exclude(officer=away, because="Long leave", by=ReviewerFactory.create())
    away.refresh_from_db()
    officers.change(officer=away, version=away.version, by=lead.user, on_leave_since=None)
    away.refresh_from_db()
    assert (away.excluded_because, strength(away.agency)) == ("", 1)
    assert Entry.objects.filter(verb="training.officer_readmitted", actor_ref=lead.user_id).count() == 1


def test_officers_of_another_agency_are_unknown_there(desk: Client, away: Officer) -> None:
    other = MembershipFactory.create().agency
    url = reverse("training:desk_leave", args=[other.public_id, away.pk])
    assert desk.get(url).status_code == 404


def test_desk_says_that_a_roster_has_no_names(desk: Client, away: Officer) -> None:
    Agency.objects.filter(pk=away.agency_id).update(pseudonymous=True)
    RecordFactory.create(officer=away)
    found: Any = desk.get(reverse("training:desk_training", args=[away.agency.public_id]))
    assert "A roster of IDs without names." in found.content.decode()
