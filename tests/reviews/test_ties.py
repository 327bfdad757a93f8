"""No one decides on an agency that anything ties them to, now or earlier: all deciding actions × all ties."""

from collections.abc import Callable
from functools import partial
from threading import Event
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, connection, transaction
from django.test import Client

from accounts import actions as accounts
from accounts.models import KnownAs, User
from agencies import actions as agencies
from agencies.models import Membership, Tie
from agencies.permissions import DECISIONS
from agencies.ties import tie_of
from audit.models import Entry
from campaign.assistance import actions as assistance
from campaign.assistance.models import PeerMatch
from campaign.content.models import Spotlight
from campaign.conversations.models import BlockedSender
from common.problems import NotAllowed, Refused
from common.triggers import there
from compliance.editions import edition_by_code
from pledges.models import Completion, CompletionPractice, Pledge
from pledges.permissions import NEEDED
from rehearsal.factories.accounts import AdministratorFactory, EditorFactory, ReviewerFactory
from rehearsal.factories.agencies import MembershipFactory, lead_of
from rehearsal.factories.campaign import SpotlightFactory
from rehearsal.factories.pledges import PledgeFactory
from rehearsal.factories.reviews import waiting_completion
from reviews import actions as reviews
from reviews.models import Decision
from tests.clients import client_of
from tests.racing import at_once
from tests.reviews.scene import DECIDING, SHARED, Scene, scene
from tests.security.action_rules import Action, every_action

pytestmark = pytest.mark.django_db
NAME = "Dana Reyes"


def member(s: Scene, who: User) -> None:
    MembershipFactory.create(agency=s.agency, user=who, role="viewer")


def left(s: Scene, who: User) -> None:
    lead_of(s.agency)
    agencies.remove_member(membership=MembershipFactory.create(agency=s.agency, user=who), by=who)


def row_deleted(s: Scene, who: User) -> None:
    MembershipFactory.create(agency=s.agency, user=who, role="signatory")
    Membership.objects.filter(user=who).delete()


def moved_away(s: Scene, who: User) -> None:
    MembershipFactory.create(agency=s.agency, user=who)
    Membership.objects.filter(user=who).update(agency=PledgeFactory.create().agency)


def submitted_and_left(s: Scene, who: User) -> None:
    row_deleted(s, who)
    Completion.objects.filter(pk=s.completion.pk).update(submitted_by=who)


def head(s: Scene, who: User) -> None:
    agencies.update_profile(
        agency=s.agency, version=s.agency.version, changes={"head_name": "dana  REYES"}, by=lead_of(s.agency)
    )


def former_head(s: Scene, who: User) -> None:
    head(s, who)
    s.agency.refresh_from_db()
    agencies.update_profile(
        agency=s.agency, version=s.agency.version, changes={"head_name": "Pat Lo"}, by=lead_of(s.agency)
    )
    accounts.rename(user=who, name="D. R.", by=who)


def coordinator_by_address(s: Scene, who: User) -> None:
    Pledge.objects.filter(pk=s.pledge.pk).update(coordinator_email=who.email.upper())


def coordinator_by_tagged_address(s: Scene, who: User) -> None:
    local, _at, host = who.email.partition("@")
    Pledge.objects.filter(pk=s.pledge.pk).update(coordinator_email=f"{local}+pledge@{host}")


def coordinator_by_an_address_given_up(s: Scene, who: User) -> None:
    coordinator_by_address(s, who)
    User.objects.filter(pk=who.pk).update(email="other@iacp.example")
    EmailAddress.objects.filter(user=who).update(email="other@iacp.example")


def coordinator_by_a_further_address(s: Scene, who: User) -> None:
    row = EmailAddress.objects.create(user=who, email="d.reyes@example.net", verified=False)
    row.verified = True
    row.save()
    row.delete()
    Pledge.objects.filter(pk=s.pledge.pk).update(coordinator_email="D.Reyes@example.net")


def coordinator_of_an_earlier_pledge(s: Scene, who: User) -> None:
    PledgeFactory.create(agency=s.agency, state="withdrawn", coordinator_email=who.email)


def coordinator_by_name(s: Scene, who: User) -> None:
    Pledge.objects.filter(pk=s.pledge.pk).update(coordinator_name=NAME)


def coordinator_by_a_name_since_changed(s: Scene, who: User) -> None:
    coordinator_by_name(s, who)
    Pledge.objects.filter(pk=s.pledge.pk).update(coordinator_name="Pat Lo")


def coordinator_by_an_address_since_changed(s: Scene, who: User) -> None:
    coordinator_by_address(s, who)
    Pledge.objects.filter(pk=s.pledge.pk).update(coordinator_email="pat@agency.example")


def address_in_the_answer_to_the_iacp(s: Scene, who: User) -> None:
    Pledge.objects.filter(pk=s.pledge.pk).update(intake_answer=f"Our coordinator is at {who.email}.")


def address_in_the_evidence_of_a_letter(s: Scene, who: User) -> None:
    facts = {
        **(s.completion.facts or {}),
        "partnerships": [{"nature": f"Call them\n{who.email}, at any time."}],
    }
    Completion.objects.filter(pk=s.completion.pk).update(facts=facts)


def signatory_by_name(s: Scene, who: User) -> None:
    Completion.objects.filter(pk=s.completion.pk).update(signatory_name=NAME)


def address_in_a_letter(s: Scene, who: User) -> None:
    CompletionPractice.objects.filter(completion=s.completion).delete()
    CompletionPractice.objects.create(
        completion=s.completion, practice="policy", statement=f"Ask {who.email.title()}."
    )


TIES: list[Callable[[Scene, User], None]] = [
    member,
    left,
    row_deleted,
    moved_away,
    submitted_and_left,
    head,
    former_head,
    coordinator_by_address,
    coordinator_by_tagged_address,
    coordinator_by_an_address_given_up,
    coordinator_by_a_further_address,
    coordinator_of_an_earlier_pledge,
    coordinator_by_name,
    coordinator_by_a_name_since_changed,
    coordinator_by_an_address_since_changed,
    address_in_the_answer_to_the_iacp,
    address_in_the_evidence_of_a_letter,
    signatory_by_name,
    address_in_a_letter,
]


def closed(s: Scene, who: User) -> dict[str, str]:
    """What each action answers this person when it refuses them; nothing is kept of those that it lets through."""
    who = User.objects.get(pk=who.pk)
    refused = {}
    for path, act in {**DECIDING, **SHARED}.items():
        with transaction.atomic():
            try:
                act(s, who)
            except NotAllowed as no:
                refused[path] = str(no)
            except (Refused, ValueError):
                pass
            transaction.set_rollback(True)
    return refused


def _needed(action: Action, name: str) -> str:
    """The capability behind a name that an action asks by: a step of the pledge's lifecycle needs one."""
    steps = {step.name: needed.name for step, needed in NEEDED.items()}
    return steps.get(name, name) if action.module.startswith("pledges.") else name


def test_every_deciding_action_is_tried() -> None:
    decides = {capability.name for capability in DECISIONS} | {"PLEDGE_WITHDRAW"}
    decides |= {f"require_may_{verb}" for verb in ("review", "change", "decide", "help")}
    found = {
        action.path
        for action in every_action()
        if {_needed(action, name) for name in action.capabilities} & decides
    }
    assert found == set(DECIDING)


@pytest.mark.parametrize("tie", TIES, ids=lambda tie: tie.__name__)
@pytest.mark.parametrize(
    "make", [ReviewerFactory.create, AdministratorFactory.create], ids=["reviewer", "administrator"]
)
def test_who_has_a_tie_decides_nothing_and_is_told_why(make: Any, tie: Callable[[Scene, User], None]) -> None:
    s, who = scene(), make(name=NAME)
    tie(s, who)
    refused = closed(s, who)
    open_to_members = set(SHARED) if tie is member else set()
    assert set(refused) | open_to_members == {*DECIDING, *SHARED}
    assert [words for words in refused.values() if "another reviewer decides" not in words] == []


def test_who_has_no_tie_is_refused_nothing() -> None:
    s = scene()
    assert closed(s, AdministratorFactory.create(name=NAME)) == {}


def test_an_open_invitation_is_no_tie_and_an_accepted_one_is() -> None:
    s, who = scene(), ReviewerFactory.create(name=NAME)
    agencies.invite(agency=s.agency, email=who.email, name=NAME, role="signatory", by=lead_of(s.agency))
    assert tie_of(who, s.agency) is None


def test_a_tie_is_to_its_agency_alone() -> None:
    s, who = scene(), ReviewerFactory.create(name=NAME)
    for tie in TIES:
        s.agency.refresh_from_db()
        if tie not in {moved_away, member}:
            tie(s, who)
    assert tie_of(who, PledgeFactory.create().agency) is None


def test_staff_who_enter_a_mailed_letter_decide_on_no_more_than_the_others() -> None:
    who = ReviewerFactory.create(name=NAME)
    entered, other = waiting_completion(), waiting_completion()
    Completion.objects.filter(pk=entered.pk).update(submitted_by=who)
    entered.refresh_from_db()
    with pytest.raises(NotAllowed, match="You submitted this completion, so another reviewer decides"):
        reviews.claim(completion=entered, by=who)
    assert tie_of(who, entered.agency) is None
    assert reviews.claim(completion=other, by=who).reviewer == who


def test_the_database_refuses_a_decision_by_whoever_submitted_or_belonged() -> None:
    submitter, former = ReviewerFactory.create(), ReviewerFactory.create()
    completion = waiting_completion()
    Completion.objects.filter(pk=completion.pk).update(submitted_by=submitter)
    MembershipFactory.create(agency=completion.agency, user=former)
    Membership.objects.filter(user=former).delete()
    fields = {"completion": completion, "kind": "approve", "decided_at": completion.submitted_at}
    for who in (submitter, former):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.create(decided_by=who, **fields)
    decision = Decision.objects.create(decided_by=ReviewerFactory.create(), **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(decided_by=submitter)
    pledge = PledgeFactory.create(agency=completion.agency, state="confirmed")
    with pytest.raises(IntegrityError), transaction.atomic():
        Pledge.objects.filter(pk=pledge.pk).update(verified_by=former)
    Pledge.objects.filter(pk=pledge.pk).update(verified_by=ReviewerFactory.create())


def test_the_triggers_are_there_after_all_migrations() -> None:
    from accounts.known import TRIGGERS as KNOWN
    from agencies.ties import TRIGGERS as TIED
    from pledges.own_decisions import TRIGGERS as VERIFIED
    from reviews.own_decisions import TRIGGERS as DECIDED

    assert {one.name for one in (*KNOWN, *TIED, *VERIFIED, *DECIDED)} <= there()


@pytest.mark.django_db(transaction=True)
def test_fifty_reviewers_who_leave_at_the_same_moment_decide_nothing() -> None:
    for _ in range(50):
        completion, who = waiting_completion(), ReviewerFactory.create()
        membership = MembershipFactory.create(agency=completion.agency, user=who, role="signatory")
        practices = frozenset(one.key for one in edition_by_code(completion.pledge.edition).practices)
        at_once(
            partial(agencies.remove_member, membership=membership, by=who),
            partial(reviews.approve, completion=completion, practices=practices, by=who),
        )
    assert (Decision.objects.count(), Tie.objects.filter(kind="member").count() >= 50) == (0, True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="Elsewhere one writes at a time.")
def test_two_changes_at_once_that_note_one_address_both_go_through() -> None:
    who = ReviewerFactory.create()
    noted = Event()

    def rename() -> None:
        with transaction.atomic():
            User.objects.filter(pk=who.pk).update(email="new@example.net")
            noted.set()
            waits = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
            with connection.cursor() as cursor:
                while cursor.execute(waits) or not cursor.fetchall():
                    pass

    def confirm() -> None:
        assert noted.wait(60)
        EmailAddress.objects.create(user=who, email="new@example.net", verified=True)

    assert at_once(rename, confirm) == []
    assert KnownAs.objects.filter(user=who, value="new@example.net").count() == 1


def test_a_tie_to_a_peer_closes_asking_it_and_the_desk_says_why() -> None:
    s, peer = scene(), PledgeFactory.create(agency__head_name=NAME).agency
    who = ReviewerFactory.create(name=NAME)
    with pytest.raises(NotAllowed, match="another reviewer decides"):
        assistance.propose(request=s.help, agency=peer, by=who)
    match = PeerMatch.objects.create(request=s.help, agency=peer, by=ReviewerFactory.create())
    with pytest.raises(NotAllowed, match="another reviewer decides"):
        assistance.settle_match(match=match, outcome="declined", by=who)
    assert not PeerMatch.objects.filter(by=who).exists()
    client = Client()
    client.force_login(who)
    page = client.get(f"/desk/requests/{s.help.public_id}/").content.decode()
    assert f"/{match.pk}/" not in page
    assert f"/{s.match.pk}/" in page
    assert "This agency names or named you as its head" in page


def test_the_list_of_blocked_addresses_says_why_instead_of_a_button() -> None:
    s, who = scene(), ReviewerFactory.create(name=NAME)
    other = BlockedSender.objects.create(mark="other", by=ReviewerFactory.create())
    head(s, who)
    client = Client()
    client.force_login(who)
    page = client.get("/desk/messages/").content.decode()
    assert (s.blocked.public_id in page, other.public_id in page) == (False, True)
    assert "This agency names or named you as its head" in page


def test_a_tied_editor_publishes_no_spotlight_and_decides_no_nomination_about_the_agency() -> None:
    s, editor = scene(name="Riverbend Police Department"), EditorFactory.create(name=NAME)
    head(s, editor)
    client = client_of(editor)
    draft = SpotlightFactory.create(who="", summary="What Riverbend PD does.", is_published=False)
    other = SpotlightFactory.create(who="Denver Police Department", summary="-", body="-", is_published=False)
    rows = {"action": "publish", "_selected_action": [draft.pk, other.pk]}
    answer = client.post("/admin/content/spotlight/", rows, follow=True)
    assert "another reviewer decides" in answer.content.decode()
    published = Spotlight.objects.filter(pk__in=[draft.pk, other.pk], is_published=True)
    assert list(published) == [other]
    page = f"/admin/content/nomination/{s.nomination.pk}/change/"
    shown = client.get(page).content.decode()
    assert ("another reviewer decides" in shown, 'name="_save"' in shown) == (True, False)
    assert client.post(page, {"state": "chosen", "note": ""}).status_code == 403
    s.nomination.refresh_from_db()
    assert s.nomination.state == "new"


def test_an_editor_without_a_tie_decides_a_nomination_and_the_trail_says_so() -> None:
    s, editor = scene(), EditorFactory.create(name=NAME)
    page = f"/admin/content/nomination/{s.nomination.pk}/change/"
    assert client_of(editor).post(page, {"state": "chosen", "note": "Good."}).status_code == 302
    s.nomination.refresh_from_db()
    assert (s.nomination.state, s.nomination.note) == ("chosen", "Good.")
    entries = Entry.objects.filter(subject=f"campaign.Nomination:{s.nomination.pk}").values_list(
        "verb", flat=True
    )
    assert list(entries) == ["campaign.nomination_decided"]
