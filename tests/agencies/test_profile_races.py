"""Two leads who save one profile at the same moment: what each of them changed is kept."""

import pytest

from rehearsal.factories.agencies import AgencyFactory, MembershipFactory
from tests.clients import agency_page_of, client_of
from tests.journeys.test_two_at_one_form import form_on, sent
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
ROUNDS = 8


def test_no_change_is_lost_in_a_race() -> None:
    agency = AgencyFactory.create()
    people = [client_of(MembershipFactory.create(agency=agency, role="lead").user) for _ in range(3)]
    path = agency_page_of(agency, "profile/")
    for number in range(ROUNDS):
        changes = {
            "phone": f"555-01{number:02}", "website": f"https://{number}.example.org/", "head_name": f"Robin {chr(97 + number)}",
        }  # fmt: skip
        forms = [
            sent(form_on(person.get(path)), {name: value})
            for person, (name, value) in zip(people, changes.items(), strict=True)
        ]
        answers = at_once(
            *(
                lambda person=person, data=data: person.post(path, data)  # type: ignore[misc]
                for person, data in zip(people, forms, strict=True)
            )
        )
        assert [getattr(answer, "status_code", answer) for answer in answers] == [302] * 3
        agency.refresh_from_db()
        assert {name: getattr(agency, name) for name in changes} == changes
