"""An import is applied only while the person who confirmed it may still change the agency's records."""

import pytest

from rehearsal.factories.accounts import UserFactory
from rehearsal.factories.agencies import AgencyFactory
from roster_import.actions import jobs
from training.models import RosterImport

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("known", [True, False])
def test_import_of_someone_who_may_no_longer_change_records_is_refused(known: bool) -> None:
    found = RosterImport.objects.create(agency=AgencyFactory.create(), state=RosterImport.State.CONFIRMED)
    jobs.apply(import_id=found.pk, by_id=UserFactory.create().pk if known else None)
    found.refresh_from_db()
    assert (found.state, "may not change" in found.message) == (RosterImport.State.REFUSED, True)
