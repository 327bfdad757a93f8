"""Counting all agencies at night: interrupted, gone on with, and read off by verdict."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agencies.models import Agency
from compliance.editions import EDITIONS
from compliance.report import Verdict
from rehearsal.factories.agencies import AgencyFactory
from rehearsal.factories.pledges import add_officers
from rehearsal.factories.training import RecordFactory
from training import figures, queries
from training.actions import judging
from training.models import AgencyFigures, Rejudgement
from training.tasks import rejudge

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def counted() -> list[int]:
    return list(AgencyFigures.objects.order_by("agency_id").values_list("agency_id", flat=True))


def test_rejudge_counts_every_agency_and_says_so() -> None:
    agencies = [RecordFactory.create().agency.pk for _number in range(5)]
    run = judging.rejudge(as_of=TODAY, slice_of=2)
    assert (counted(), run.done, run.total) == (agencies, 5, 5)
    assert (queries.last_counting(), run.finished_at is not None) == (run, True)


def test_rejudge_interrupted_goes_on_where_it_stopped() -> None:
    agencies = [RecordFactory.create().agency.pk for _number in range(5)]
    begun = Rejudgement.objects.create(as_of=TODAY, started_at=timezone.now(), total=5)
    half = judging.next_slice(begun, 3)
    assert (counted(), half.done, half.finished_at) == (agencies[:3], 3, None)
    first = dict(AgencyFigures.objects.values_list("agency_id", "judged_at"))

    run = judging.rejudge(as_of=TODAY, slice_of=3)

    after = dict(AgencyFigures.objects.values_list("agency_id", "judged_at"))
    assert (counted(), run.done) == (agencies, 5)
    assert {pk: after[pk] for pk in first} == first


def test_rejudge_interrupted_counts_agencies_that_came_meanwhile() -> None:
    first = RecordFactory.create().agency.pk
    begun = Rejudgement.objects.create(as_of=TODAY, started_at=timezone.now(), total=1)
    judging.next_slice(begun, 3)
    late = RecordFactory.create().agency.pk
    run = judging.rejudge(as_of=TODAY, slice_of=3)
    assert (counted(), run.done) == ([first, late], 2)


def test_rejudge_task_twice_a_night_counts_once_and_forgets_last_month() -> None:
    RecordFactory.create()
    Rejudgement.objects.create(
        as_of=TODAY - timedelta(days=31), started_at=timezone.now(), finished_at=timezone.now()
    )
    rejudge()
    at = AgencyFigures.objects.get().judged_at
    rejudge(TODAY.isoformat())
    assert (AgencyFigures.objects.get().judged_at, Rejudgement.objects.count()) == (at, 1)


@pytest.mark.parametrize(
    ("cit", "mhfa", "untrained", "verdicts"),
    [
        (1, 4, 0, {"2016": "not_met", "2022": "met"}),
        (0, 5, 0, {"2016": "not_met", "2022": "not_met"}),
        (1, 5, 0, {"2016": "not_met", "2022": "not_met"}),
        (2, 8, 0, {"2016": "not_met", "2022": "met"}),
        (2, 7, 1, {"2016": "not_met", "2022": "not_met"}),
        (0, 0, 0, {"2016": "not_assessable", "2022": "not_assessable"}),
    ],
)
def test_judged_by_the_database_as_the_figures_say(
    cit: int, mhfa: int, untrained: int, verdicts: dict[str, str]
) -> None:
    agency = AgencyFactory.create(sworn=None)
    add_officers(agency, cit=cit, mhfa=mhfa, untrained=untrained)
    figures.store(TODAY, at=timezone.now())
    stored = figures.Figures.stored(AgencyFigures.objects.get(agency=agency))
    for code, edition in EDITIONS.items():
        found = {
            str(verdict)
            for verdict in Verdict
            if Agency.objects.filter(figures.judged(edition, verdict)).exists()
        }
        assert found == {str(stored.training(edition))} == {verdicts[code]}


def test_judged_agency_never_counted_cannot_be_judged() -> None:
    AgencyFactory.create()
    edition = EDITIONS["2022"]
    found = [
        verdict for verdict in Verdict if Agency.objects.filter(figures.judged(edition, verdict)).exists()
    ]
    assert found == [Verdict.NOT_ASSESSABLE]
