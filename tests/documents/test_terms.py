"""The President's terms of office: none shares a day with another, a day without one is noticed, the paper's date picks."""

from datetime import date
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from common.triggers import there
from documents.models import PresidentTerm
from documents.queries import president_on
from documents.terms import TRIGGERS, Gap, gaps, warnings
from rehearsal.factories.accounts import AdministratorFactory, ReviewerFactory
from tests.clients import client_of
from tests.racing import at_once

pytestmark = pytest.mark.django_db
PAGE = "/admin/documents/presidentterm/"


def term(name: str, since: date, until: date | None = None) -> PresidentTerm:
    return PresidentTerm.objects.create(name=name, from_on=since, until_on=until)


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (date(2025, 10, 19), None),
        (date(2025, 10, 19), date(2026, 10, 18)),
        (date(2024, 1, 1), date(2024, 10, 20)),
        (date(2025, 1, 1), date(2025, 1, 1)),
        (date(2024, 1, 1), None),
    ],
)
def test_two_terms_never_share_a_day(since: date, until: date | None) -> None:
    term("First", date(2024, 10, 20), date(2025, 10, 19))
    with pytest.raises(IntegrityError), transaction.atomic():
        term("Second", since, until)
    later = term("Third", date(2030, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        PresidentTerm.objects.filter(pk=later.pk).update(from_on=date(2025, 1, 1))
    assert {trigger.name for trigger in TRIGGERS} <= there()


def test_a_term_beside_another_is_taken_and_the_day_picks_the_one_in_office() -> None:
    term("First", date(2024, 10, 20), date(2025, 10, 19))
    term("Second", date(2025, 10, 20))
    assert [president_on(day).name for day in (date(2025, 10, 19), date(2025, 10, 20))] == ["First", "Second"]


def test_the_form_names_the_term_in_the_way() -> None:
    term("Avery Kingsley", date(2025, 10, 20))
    sent = {"name": "Robin Hale", "title": "President", "from_on": "2026-10-20", "until_on": ""}
    page = client_of(AdministratorFactory()).post(f"{PAGE}add/", sent).content.decode()
    assert "Avery Kingsley has been in office since Oct. 20, 2025, and no last day is entered." in page
    PresidentTerm.objects.update(until_on=date(2026, 10, 20))
    page = client_of(AdministratorFactory()).post(f"{PAGE}add/", sent).content.decode()
    assert "Avery Kingsley is in office from Oct. 20, 2025 to Oct. 20, 2026." in page
    PresidentTerm.objects.update(until_on=date(2026, 10, 19))
    assert client_of(AdministratorFactory()).post(f"{PAGE}add/", sent).status_code == 302


def test_a_day_without_a_president_is_noticed_on_the_page_of_terms() -> None:
    term("First", date(2024, 1, 1), date(2024, 12, 31))
    term("Second", date(2025, 1, 2), date(2025, 5, 1))
    term("Third", date(2025, 6, 1), date(2025, 12, 31))
    assert gaps() == [
        Gap(date(2025, 1, 1), date(2025, 1, 1)),
        Gap(date(2025, 5, 2), date(2025, 5, 31)),
        Gap(date(2026, 1, 1), None),
    ]
    page = client_of(AdministratorFactory()).get(PAGE).content.decode()
    assert "On Jan. 1, 2025 no President&#x27;s term is entered." in page
    assert "From May 2, 2025 to May 31, 2025 no President&#x27;s term is entered." in page
    assert "From Jan. 1, 2026 on no President&#x27;s term is entered." in page


@pytest.mark.parametrize(
    ("until", "today", "number"),
    [
        (None, date(2026, 1, 1), 0),
        (date(2026, 12, 31), date(2026, 1, 1), 0),
        (date(2026, 2, 1), date(2026, 1, 1), 1),
        (date(2025, 12, 31), date(2026, 1, 1), 1),
        (None, date(2024, 12, 31), 1),
    ],
)
def test_the_desk_warns_in_time(until: date | None, today: date, number: int) -> None:
    term("First", date(2025, 1, 1), until)
    assert len(warnings(today)) == number


def test_the_desk_shows_the_warning_and_who_enters_a_term() -> None:
    assert "No President&#x27;s term is entered for today." in (
        client_of(ReviewerFactory()).get("/desk/").content.decode()
    )
    term("First", timezone.localdate())
    assert "President&#x27;s term" not in client_of(ReviewerFactory()).get("/desk/").content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="Elsewhere one writes at a time.")
def test_of_two_terms_entered_at_once_one_is_refused() -> None:
    for _ in range(20):
        PresidentTerm.objects.all().delete()
        at_once(partial(term, "First", date(2025, 1, 1)), partial(term, "Second", date(2025, 6, 1)))
        assert PresidentTerm.objects.count() == 1
