"""The desk's one table: every kind in it, what narrows and sorts it, how much it asks of the database, and who has what."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.desk import every_kind, kind_named
from accounts.models import User
from agencies.models import IdentityRequest, Membership
from audit.labels import labeled
from audit.models import Entry
from campaign.assistance import actions as assistance
from campaign.content.models import Nomination, Supporter
from common.models import opaque_code
from pledges.lifecycle import State
from pledges.models import Completion
from rehearsal.factories.accounts import AdministratorFactory, ReviewerFactory
from rehearsal.factories.agencies import AgencyFactory
from rehearsal.factories.pledges import PledgeFactory
from rehearsal.factories.reviews import waiting_completion
from rehearsal.factories.training import EquivalencyRequestFactory
from reviews.models import Review
from tests.clients import client_of
from worklist import actions, queries
from worklist.models import Assignment, SavedList
from worklist.queries import Wanted

pytestmark = pytest.mark.django_db
LIST = "/desk/list/"


def names(user: User, **wanted: Any) -> list[str]:
    """What the table shows this person, by its items' names."""
    rows = queries.waiting(Wanted(**wanted), user)
    return [item.name for item in queries.items(rows, timezone.now())]


def one_of_each() -> dict[str, Any]:
    """A thing of each of several kinds, by the kind's name."""
    asked = AgencyFactory.create(name="Kestrel Police Department")
    return {
        "pledge": PledgeFactory.create(state=State.CONFIRMED.value, confirmed_at=timezone.now()),
        "answer": PledgeFactory.create(state=State.CONFIRMED.value, intake_note="Who?"),
        "completion": waiting_completion(),
        "equivalency": EquivalencyRequestFactory.create(),
        "identity": IdentityRequest.objects.create(
            agency=asked, before={"city": "A"}, after={"city": "B"}, reason="Merged."
        ),
        "help": assistance.ask(
            kind="contact",
            name="Lee",
            email="lee@example.org",
            subject="How to begin",
            text="What first?",
            form_key=opaque_code(),
            organization="Elm Sheriff's Office",
        ),
        "nomination": Nomination.objects.create(
            nominee="Elm", summary="They ride.", contact="Robin", form_key=opaque_code()
        ),
        "supporter": Supporter.objects.create(
            name="Elm Fund", city="Elm", state="TX", is_published=False, form_key=opaque_code()
        ),
    }


def test_every_kind_is_in_one_table_and_opens() -> None:
    things, administrator = one_of_each(), AdministratorFactory.create()

    rows = queries.items(queries.waiting(Wanted(), administrator), timezone.now())

    assert {item.name for item in rows} == {f"{kind}:{thing.pk}" for kind, thing in things.items()}
    client = client_of(administrator)
    assert {client.get(item.url).status_code for item in rows} == {200}


def test_content_is_no_reviewers_to_decide() -> None:
    things = one_of_each()

    assert set(names(ReviewerFactory.create())) == {
        f"{kind}:{thing.pk}" for kind, thing in things.items() if kind not in {"nomination", "supporter"}
    }


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_many_statements_for_three_of_each_as_for_one(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(count):
        things = one_of_each()
    client = client_of(AdministratorFactory.create())
    assert kind_named("completion") is not None
    actions.assign(
        kind=kind_named("completion"),
        number=things["completion"].pk,
        to=ReviewerFactory.create(),
        by=ReviewerFactory.create(),
    )
    client.get(LIST)

    with django_assert_num_queries(STATEMENTS):
        client.get(LIST)


STATEMENTS = 11


def test_whose_turn_narrows() -> None:
    reviewer = ReviewerFactory.create()
    ours = PledgeFactory.create(state=State.CONFIRMED.value)
    theirs = PledgeFactory.create(state=State.QUERIED.value, intake_note="Who?")

    assert names(reviewer, turn="ours") == [f"pledge:{ours.pk}"]
    assert names(reviewer, turn="theirs") == [f"pledge:{theirs.pk}"]


def test_late_is_past_the_expected_day_and_ours() -> None:
    late, early = waiting_completion(), waiting_completion()
    Completion.objects.filter(pk=late.pk).update(submitted_at=timezone.now() - timedelta(days=15))
    Completion.objects.filter(pk=early.pk).update(submitted_at=timezone.now() - timedelta(days=13))
    reviewer = ReviewerFactory.create()

    assert names(reviewer, turn="overdue") == [f"completion:{late.pk}"]
    assert names(reviewer, kind="completion") == [f"completion:{late.pk}", f"completion:{early.pk}"]
    assert names(reviewer, kind="completion", sort="-expected") == [
        f"completion:{early.pk}",
        f"completion:{late.pk}",
    ]


def test_words_find_an_agency_by_former_spelling_and_an_organization_by_name() -> None:
    things, reviewer = one_of_each(), ReviewerFactory.create()

    assert names(reviewer, words="kestrel pd") == [f"identity:{things['identity'].pk}"]
    assert names(reviewer, words="Elm") == [f"help:{things['help'].pk}"]


def test_age_counts_from_the_first_submission_and_the_last_move_from_this_one() -> None:
    completion, now = waiting_completion(), timezone.now()
    Completion.objects.filter(pk=completion.pk).update(submitted_at=now - timedelta(days=3))
    earlier = Completion.objects.get(pk=completion.pk)
    earlier.pk, earlier.public_id, earlier.state = None, opaque_code(), Completion.State.RETURNED
    earlier.submitted_at = now - timedelta(days=20)
    earlier.save()

    (item,) = queries.items(queries.waiting(Wanted(), ReviewerFactory.create()), now)

    assert (item.days, item.days_since_move, item.is_late) == (20, 3, False)


def test_words_stay_out_of_the_address_and_filters_in_it() -> None:
    things, client = one_of_each(), client_of(ReviewerFactory.create())
    sent = {"q": "kestrel", "kind": "identity", "turn": "ours", "person": "", "sort": "-age"}

    address = client.post(LIST, sent)["Location"]
    page = client.get(address).content.decode()

    assert re.fullmatch(r"/desk/list/\?kind=identity&turn=ours&sort=-age&search=\w+", address)
    assert f'value="identity:{things["identity"].pk}"' in page
    assert page.count("data-item") == 1


# Assigning


def post(user: User, *items: str, to: str = "me", **more: str) -> str:
    answer = client_of(user).post(f"{LIST}assign/", {"item": items, "to": to, **more}, follow=True)
    return str(answer.content.decode())


def test_several_are_assigned_at_once_each_by_its_own_app() -> None:
    things, reviewer, to = one_of_each(), ReviewerFactory.create(), ReviewerFactory.create(name="Rae Stone")
    chosen = [f"{kind}:{things[kind].pk}" for kind in ("completion", "help", "pledge", "identity")]

    page = post(reviewer, *chosen, to=str(to.pk))

    assert "4 items assigned." in page
    assert Review.objects.get(completion=things["completion"]).reviewer == to
    things["help"].refresh_from_db()
    assert things["help"].assigned_to == to
    assert {(one.kind, one.number, one.person) for one in Assignment.objects.all()} == {
        ("pledge", things["pledge"].pk, to),
        ("identity", things["identity"].pk, to),
    }
    assert set(names(to, person="me")) == set(chosen)
    assert Entry.objects.filter(verb="worklist.assigned").count() == 2


def test_to_no_one_takes_it_back_and_again_changes_nothing() -> None:
    things, reviewer = one_of_each(), ReviewerFactory.create()
    chosen = [f"{kind}:{things[kind].pk}" for kind in ("completion", "pledge")]
    post(reviewer, *chosen)
    before = Entry.objects.count()

    post(reviewer, *chosen)
    assert Entry.objects.count() == before
    post(reviewer, *chosen, to="none")

    assert names(reviewer, person="me") == []
    assert set(chosen) <= set(names(reviewer, person="none"))


@pytest.mark.parametrize(
    "kind", ["completion", "help", "pledge", "answer", "identity", "equivalency", "report"]
)
def test_someone_with_a_tie_is_never_given_a_thing_of_the_agency(kind: str) -> None:
    from tests.reviews.scene import scene

    found = scene()
    tied = ReviewerFactory.create()
    Membership.objects.create(agency=found.agency, user=tied, role="viewer")
    if kind in {"pledge", "answer"}:
        found.pledge.state = State.CONFIRMED.value
        found.pledge.intake_note = "Who?" if kind == "answer" else ""
        found.pledge.save()
    IdentityRequest.objects.create(agency=found.agency, before={}, after={}, reason="Merged.")
    offered = kind_named(kind)
    assert offered is not None
    row = offered.rows().get()
    name = f"{kind}:{row.pk}"

    page = post(ReviewerFactory.create(), name, to=str(tied.pk))

    assert "1 item not assigned: You belong to this agency, so another reviewer decides." in page
    assert "1 item not assigned" in post(tied, name, to=str(ReviewerFactory.create().pk))
    assert names(ReviewerFactory.create(), person=str(tied.pk)) == []


def test_what_is_decided_meanwhile_is_told_and_the_others_are_assigned() -> None:
    gone, there = (
        PledgeFactory.create(state=State.ACTIVE.value),
        PledgeFactory.create(state=State.CONFIRMED.value),
    )
    reviewer = ReviewerFactory.create()

    page = post(reviewer, f"pledge:{gone.pk}", f"pledge:{there.pk}")

    assert "1 item assigned." in page
    assert "1 item not assigned: This item is no longer waiting." in page
    assert names(reviewer, person="me") == [f"pledge:{there.pk}"]


def test_reviewer_assigns_no_content_and_no_editor_a_pledge() -> None:
    things, reviewer, administrator = one_of_each(), ReviewerFactory.create(), AdministratorFactory.create()

    post(reviewer, f"nomination:{things['nomination'].pk}")
    post(administrator, f"nomination:{things['nomination'].pk}", to=str(reviewer.pk))

    assert Assignment.objects.count() == 0


@pytest.mark.parametrize(
    "item", ["", "pledge", "pledge:", "pledge:x", "nothing:1", f"pledge:{'9' * 40}", "pledge:²"]
)
def test_an_item_that_is_none_is_refused(item: str) -> None:
    assert "Check at least one item, and choose a person." in post(ReviewerFactory.create(), item)


# Working through a list


def test_a_decision_leads_to_the_next_in_the_list_as_it_was_filtered() -> None:
    first, second = (waiting_completion() for _number in range(2))
    for number, completion in enumerate((first, second)):
        days = timedelta(days=9 - number)
        Completion.objects.filter(pk=completion.pk).update(submitted_at=timezone.now() - days)
    PledgeFactory.create(state=State.CONFIRMED.value)
    client = client_of(ReviewerFactory.create())
    client.get(f"{LIST}?kind=completion&turn=ours")
    one, two = (f"/desk/completions/{each.public_id}/" for each in (first, second))

    shown = client.get(one).content.decode()
    to_second = client.post(f"{one}decide/", {"reasons": "Sign it.", "decision": "return"})
    to_list = client.post(f"{two}decide/", {"reasons": "Sign it.", "decision": "return"})

    assert "1 of 2 in your list" in shown
    assert f'href="{two}" rel="next"' in shown
    assert to_second["Location"] == two
    assert to_list["Location"] == f"{LIST}?kind=completion&turn=ours"


# Saved lists


def test_a_list_is_saved_with_its_filters_alone_and_deleted_by_its_owner() -> None:
    reviewer, other = ReviewerFactory.create(), ReviewerFactory.create()
    sent = {"name": " My  late ones ", "list": "turn=overdue&person=me&page=3&evil=1"}
    client_of(reviewer).post(f"{LIST}save/", sent)

    saved = SavedList.objects.get()
    assert (saved.person, saved.name, saved.query) == (reviewer, "My late ones", "turn=overdue&person=me")
    assert "My late ones" not in client_of(other).get(LIST).content.decode()
    gone = f"{LIST}saved/{saved.public_id}/delete/"
    assert client_of(other).post(gone).status_code == 404
    assert client_of(reviewer).post(gone).status_code == 302
    assert SavedList.objects.count() == 0


# What was decided


def test_decided_is_a_list_with_who_and_filters(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    from reviews import actions as reviews

    rae, other = ReviewerFactory.create(name="Rae Stone"), ReviewerFactory.create()
    for name in ("Kestrel Police Department", "Merlin Police Department"):
        completion = waiting_completion(name=name)
        by = rae if name.startswith("Kestrel") else other
        reviews.send_back(completion=completion, practices={}, reasons="Sign it.", by=by)
    client = client_of(rae)

    everything = client.get(f"{LIST}decided/").content.decode()
    mine = client.get(f"{LIST}decided/?person=me").content.decode()
    found = client.get(f"{LIST}decided/?q=merlin&kind=completion").content.decode()

    assert ["Kestrel" in page for page in (everything, mine, found)] == [True, True, False]
    assert ["Merlin" in page for page in (everything, mine, found)] == [True, False, True]
    assert "Completion returned to the agency" in everything
    with django_assert_num_queries(11):
        client.get(f"{LIST}decided/")


def test_every_kinds_verbs_have_words() -> None:
    told = {verb for kind in every_kind() for verb in kind.decided}
    assert told - labeled() == set()
