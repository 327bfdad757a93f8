"""What pages show of the trail."""

from typing import Any

import pytest
from django.db import transaction

from audit import labels, queries, trail
from rehearsal.factories.accounts import UserFactory
from rehearsal.factories.agencies import AgencyFactory

pytestmark = pytest.mark.django_db


def record(verb: str, **fields: Any) -> None:
    with transaction.atomic():
        trail.record(verb, **fields)


def test_history_is_of_one_agency_the_latest_first_with_names_and_words() -> None:
    agency, ana = AgencyFactory(), UserFactory(name="Ana Diaz")
    gone = UserFactory()
    record("agencies.registered", by=None, subject=agency, agency=agency)
    record("agencies.suspended", by=ana, subject=agency, agency=agency)
    record("agencies.unsuspended", by=gone, subject=agency, agency=agency)
    record("agencies.registered", by=ana, subject=AgencyFactory(), agency=AgencyFactory())
    record("accounts.renamed", by=ana, subject=ana)
    gone.delete()
    assert [(event.what, event.who) for event in queries.history(agency)] == [
        ("Agency opened again", ""),
        ("Agency suspended", "Ana Diaz"),
        ("Agency registered", ""),
    ]
    assert len(queries.history(agency, limit=2)) == 2


def test_history_of_some_verbs() -> None:
    agency = AgencyFactory()
    for verb in ("agencies.invited", "pledges.submitted", "reviews.approved", "pledgeslike.other"):
        record(verb, by=None, subject=agency, agency=agency)
    found = queries.history(agency, verbs=("pledges.", "reviews."))
    assert [event.verb for event in found] == ["reviews.approved", "pledges.submitted"]


@pytest.mark.parametrize("count", [1, 3])
def test_history_takes_two_queries(count: int, django_assert_num_queries: Any) -> None:
    agency = AgencyFactory()
    for _ in range(count):
        record("agencies.suspended", by=UserFactory(), subject=agency, agency=agency)
    with django_assert_num_queries(2):
        assert len(queries.history(agency)) == count


def test_last_change_of_a_thing() -> None:
    agency, other = AgencyFactory(), AgencyFactory()
    assert queries.last_change(subject=agency) is None
    record("agencies.registered", by=None, subject=agency, agency=agency)
    record("agencies.suspended", by=None, subject=agency, agency=agency)
    record("agencies.unsuspended", by=None, subject=other, agency=agency)
    change = queries.last_change(subject=agency)
    assert change is not None
    assert change.verb == "agencies.suspended"


def test_a_verb_without_words_is_made_readable() -> None:
    assert labels.label_of("tests.something_done") == "Something done"


def test_a_verb_has_one_wording() -> None:
    labels.register_labels({"tests.done": "Done"})
    labels.register_labels({"tests.done": "Done"})
    with pytest.raises(ValueError, match=r"tests\.done"):
        labels.register_labels({"tests.done": "Otherwise"})
    assert labels.label_of("tests.done") == "Done"
