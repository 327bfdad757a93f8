"""An import takes a handful of statements, however many rows it has."""

import pytest
from django.db import connection, transaction
from django.utils import timezone

from agencies.models import Agency
from bench.measure import statements
from bench.rosters import records, roster
from rehearsal.factories.agencies import AgencyFactory
from roster_import import facts
from roster_import.actions import jobs
from roster_import.storing import staging
from tests.roster_import.incoming import Incoming
from training.models import Officer, RosterImport, TrainingRecord

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

# A roster and a list of trainings are a batch each. PostgreSQL takes a lock for the trail and looks at what was loaded.
FRESH = {"sqlite": 14, "postgresql": 13}
AGAIN = {"sqlite": 6, "postgresql": 7}
# Rows are loaded past Django's log there.
COPIES = {"sqlite": 0, "postgresql": 2}


def brought_in(agency: Agency, incoming: Incoming) -> None:
    with staging.tables():
        reading = facts.read(incoming.source, agency=agency, today=timezone.localdate())
        with transaction.atomic():
            jobs.write(RosterImport(agency=agency), reading, by=None)


def measured(officers: int, trainings: int) -> tuple[int, int]:
    """The statements of a fresh import and of the same again, on a connection that has imported before."""
    agency = AgencyFactory.create()
    incoming = Incoming(agency, [roster(officers), records(trainings, officers)])

    def run() -> None:
        brought_in(agency, incoming)

    return statements(run) + COPIES[connection.vendor], statements(run)


def test_statements_are_the_same_for_34_and_for_1460_rows() -> None:
    measured(1, 1)
    small, large = measured(10, 24), measured(400, 1060)
    assert (Officer.objects.count(), TrainingRecord.objects.count()) == (1 + 410, 1 + 1084)
    assert small == large == (FRESH[connection.vendor] + COPIES[connection.vendor], AGAIN[connection.vendor])
    assert max(large) <= 15


def test_a_further_batch_of_2000_rows_adds_one_statement() -> None:
    measured(1, 1)
    one, two = measured(500, 1500), measured(500, 3500)
    # Each batch of an unchanged file asks for what is stored; of a new file it is loaded.
    assert two[1] - one[1] == 1
    assert two[0] - one[0] == (1 if connection.vendor == "sqlite" else 0)


def steps(officers: int, trainings: int) -> int:
    """How much work SQLite does for a re-import with a few changes, in thousands of its machine's instructions."""
    agency = AgencyFactory.create()
    brought_in(agency, Incoming(agency, [roster(officers), records(trainings, officers)]))
    changed = Incoming(agency, [roster(officers, changed=0.02), records(trainings, officers, changed=0.02)])
    counted = [0]

    def count() -> int:
        counted[0] += 1
        return 0

    connection.connection.set_progress_handler(count, 1000)
    try:
        brought_in(agency, changed)
    finally:
        connection.connection.set_progress_handler(None, 0)
    return counted[0]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="Only SQLite counts its steps.")
def test_work_grows_with_the_rows_and_not_with_their_square() -> None:
    """Four times the rows are no sixteen times the work: no statement goes through all that is stored for each row."""
    small, large = steps(300, 900), steps(1200, 3600)
    assert small * 3 < large < small * 7
