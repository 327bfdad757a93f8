"""Handing over everything that someone has, and the table as a file."""

import io

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import User
from agencies.models import Membership
from pledges.lifecycle import State
from pledges.models import Completion
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.pledges import PledgeFactory
from rehearsal.factories.reviews import waiting_completion
from tests.clients import client_of
from tests.worklist.test_waiting import LIST, names, post

pytestmark = pytest.mark.django_db


def hand_over(by: User, of: User, to: str) -> str:
    sent = {"of": str(of.pk), "to": to}
    return str(client_of(by).post(f"{LIST}hand-over/", sent, follow=True).content.decode())


def test_everything_of_a_closed_account_goes_to_a_colleague_but_for_what_a_tie_forbids() -> None:
    leaving, to, by = (
        ReviewerFactory.create(name="Lou Leaving"),
        ReviewerFactory.create(),
        ReviewerFactory.create(),
    )
    completion, tied = waiting_completion(), waiting_completion()
    pledge = PledgeFactory.create(state=State.CONFIRMED.value)
    Membership.objects.create(agency=tied.agency, user=to, role="viewer")
    post(
        by, f"completion:{completion.pk}", f"completion:{tied.pk}", f"pledge:{pledge.pk}", to=str(leaving.pk)
    )
    User.objects.filter(pk=leaving.pk).update(is_active=False)

    assert "Lou Leaving (3)" in client_of(by).get(f"{LIST}hand-over/").content.decode()
    page = hand_over(by, leaving, str(to.pk))

    assert "2 items assigned." in page
    assert "1 item not assigned: You belong to this agency, so another reviewer decides." in page
    assert set(names(by, person=str(to.pk))) == {f"completion:{completion.pk}", f"pledge:{pledge.pk}"}
    assert names(by, person=str(leaving.pk)) == [f"completion:{tied.pk}"]
    hand_over(by, leaving, "none")
    assert names(by, person=str(leaving.pk)) == []


def test_someone_who_has_nothing_is_no_choice_and_no_one_hands_over_to_themselves() -> None:
    by, other = ReviewerFactory.create(), ReviewerFactory.create()
    pledge = PledgeFactory.create(state=State.CONFIRMED.value)
    post(by, f"pledge:{pledge.pk}")

    assert client_of(by).post(f"{LIST}hand-over/", {"of": str(other.pk), "to": str(by.pk)}).status_code == 422
    assert "Choose two different people." in hand_over(by, by, str(by.pk))
    assert names(by, person="me") == [f"pledge:{pledge.pk}"]


def test_the_list_as_a_file_has_its_filters() -> None:
    reviewer, agency = ReviewerFactory.create(), "=Kestrel Police Department"
    waiting_completion(name=agency)
    Completion.objects.update(submitted_at=timezone.now())
    PledgeFactory.create(state=State.CONFIRMED.value)
    client = client_of(reviewer)

    csv = b"".join(client.get(f"{LIST}waiting.csv?kind=completion").streaming_content).decode()
    book = load_workbook(
        io.BytesIO(b"".join(client.get(f"{LIST}waiting.xlsx?turn=theirs").streaming_content))
    )

    lines = csv.lstrip("\ufeff").splitlines()
    assert (len(lines), lines[0].split(",")[:3]) == (2, ["Kind", "Agency", "Age in days"])
    assert lines[1].startswith(f"Completion,'{agency},0,0,")
    assert [row[0] for row in book.active.values] == ["Kind"]


def test_decisions_as_a_file() -> None:
    from reviews import actions as reviews

    rae = ReviewerFactory.create(name="Rae Stone")
    reviews.send_back(completion=waiting_completion(), practices={}, reasons="Sign it.", by=rae)

    csv = b"".join(client_of(rae).get(f"{LIST}decided.csv").streaming_content).decode()

    assert "Completion returned to the agency,Rae Stone," in csv
