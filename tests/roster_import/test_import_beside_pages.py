"""Pages go on writing while an import runs: nothing is refused because something is locked, and nothing gets lost."""

from collections.abc import Callable

import pytest

from agencies.models import Agency, Membership
from bench.rosters import records, roster
from rehearsal.factories.agencies import AgencyFactory, MembershipFactory
from roster_import.actions import import_files
from roster_import.reading.problems import Unanswered
from tests.clients import AgencyClient, agency_page
from tests.racing import at_once
from tests.roster_import.samples import yes
from training.models import Officer

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
OFFICERS, RECORDS = 600, 1200
WRITES = 25


def importing(agency: Agency) -> Callable[[], int]:
    """Import a large file, then the same again with some of it changed."""

    def run() -> int:
        for changed in (0.0, 0.3):
            files = {
                "roster.csv": roster(OFFICERS, changed=changed),
                "records.csv": records(RECORDS, OFFICERS, changed=changed),
            }
            while not _imported(agency, files):
                pass  # Officers came onto the roster meanwhile, and a question with them.
        return agency.officers.filter(ref__startswith="P").count()

    return run


def _imported(agency: Agency, files: dict[str, bytes]) -> bool:
    try:
        import_files(agency=agency, files=files, by=None, say=yes)
    except Unanswered:
        return False
    return True


def adding(member: Membership) -> Callable[[], int]:
    """Add officers by the page, one after the other; how many the page took."""

    def run() -> int:
        client = AgencyClient()
        client.force_login(member.user)
        taken = 0
        for number in range(WRITES):
            form = {"ref": f"W{number}", "is_sworn": "yes"}
            response = client.post(agency_page("training:officer_add"), form)
            assert response.status_code == 302, response.content.decode()
            taken += 1
        return taken

    return run


def test_pages_write_while_imports_run() -> None:
    one, other = AgencyFactory.create(), AgencyFactory.create()
    first, second = MembershipFactory.create(), MembershipFactory.create()
    done = at_once(importing(one), adding(first), importing(other), adding(second))
    assert done == [OFFICERS, WRITES, OFFICERS, WRITES]
    for agency in (one, other):
        assert (agency.officers.count(), agency.training_records.count()) == (OFFICERS, RECORDS)
        assert agency.officers.filter(rank="Lieutenant").exists()
    for member in (first, second):
        refs = Officer.objects.filter(agency=member.agency).values_list("ref", flat=True)
        assert set(refs) == {f"W{number}" for number in range(WRITES)}


def test_members_of_the_importing_agency_write_too() -> None:
    member = MembershipFactory.create()
    assert at_once(importing(member.agency), adding(member)) == [OFFICERS, WRITES]
    assert member.agency.officers.count() == OFFICERS + WRITES
