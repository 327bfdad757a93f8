"""The one who comes too late hears who was quicker, as far as the trail knows."""

from datetime import UTC, datetime

import pytest
import time_machine

from accounts.models import User
from audit import trail
from audit.versions import require_version, save_next
from common.problems import Conflict
from rehearsal.factories.accounts import UserFactory
from rehearsal.factories.agencies import AgencyFactory

pytestmark = pytest.mark.django_db

WHEN = r"saved a change on March 2, 2026 at 2:04 p\.m\., after you opened this page\."


def test_version_that_is_current_passes() -> None:
    require_version(AgencyFactory.create(), 1)


def test_version_without_a_trail_is_refused_in_general_words() -> None:
    with pytest.raises(Conflict, match=r"^Another person has saved a change since you opened this page\.$"):
        require_version(AgencyFactory.create(), 2)


@pytest.mark.parametrize("known", [True, False])
def test_stale_version_names_who_was_quicker_if_the_trail_does(known: bool) -> None:
    agency = AgencyFactory.create()
    by: User | None = UserFactory.create(name="Ana Diaz") if known else None
    with time_machine.travel(datetime(2026, 3, 2, 19, 4, tzinfo=UTC), tick=False):
        trail.record("agencies.profile_changed", by=by, subject=agency, agency=agency)

    with pytest.raises(Conflict, match=f"^{'Ana Diaz' if known else 'Another person'} {WHEN}$"):
        require_version(agency, 2)


@pytest.mark.parametrize(
    ("fields", "city"), [((), "Macon"), (("city",), "Macon"), (("name",), "Springfield")]
)
def test_next_version_is_written_whole_or_by_these_fields(fields: tuple[str, ...], city: str) -> None:
    agency = AgencyFactory.create(city="Springfield")
    agency.city = "Macon"

    save_next(agency, *fields)

    agency.refresh_from_db()
    assert (agency.city, agency.version) == (city, 2)
