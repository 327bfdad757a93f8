"""Each of the ten questions is linked from the form whose field it governs, and where the link leads the question stands."""

import re
from collections.abc import Callable

import pytest

from agencies.models import Membership
from campaign.content.queries.questions import answers
from rehearsal.factories.pledges import PledgeFactory
from rehearsal.factories.training import CourseFactory, OfficerFactory
from tests.clients import AgencyClient, signed_in
from training.models import Course

pytestmark = pytest.mark.django_db
Where = Callable[[Membership], str]


def fixed(path: str) -> Where:
    return lambda _member: path


def officer(rest: str) -> Where:
    return lambda member: f"training/officers/{OfficerFactory(agency=member.agency).pk}/{rest}"


def own_course(track: str) -> Where:
    def where(member: Membership) -> str:
        course = CourseFactory(
            code=f"OWN-{track}", proposed_by=member.agency, track=track, standing="unreviewed"
        )
        return f"training/courses/{course.public_id}/ask/"

    return where


def chosen(code: str) -> Where:
    return lambda _member: f"training/courses/note/?course={Course.objects.get(code=code).pk}"


def completion(member: Membership) -> str:
    PledgeFactory(agency=member.agency, state="active")
    return "completion/"


# The question, the page of the field that it governs, and the field (a heading where it isn't one input).
GOVERNS: list[tuple[int, Where, str]] = [
    (1, fixed("/pledge/"), "commit_first_aid"),
    (1, own_course("mhfa"), "syllabus"),
    (1, officer("records/add/"), "course"),
    (2, fixed("/pledge/"), "commit_crisis_intervention"),
    (2, own_course("cit"), "syllabus"),
    (2, officer("records/add/"), "course"),
    (3, chosen("ICAT"), ""),
    (4, chosen("QPR"), ""),
    (5, officer("records/add/"), "delivery"),
    (5, fixed("training/classes/add/"), "delivery"),
    (5, fixed("training/classes/list/"), "delivery"),
    (6, fixed("/pledge/"), "sworn"),
    (6, fixed("training/head-counts/add/"), "sworn"),
    (6, officer("edit/"), "is_sworn"),
    (7, fixed("/pledge/"), "non_sworn"),
    (7, officer("edit/"), "is_sworn"),
    (8, officer("records/add/"), "expires_on"),
    (8, fixed("training/lapsing/"), ""),
    (9, fixed("/pledge/"), "commit_report"),
    (9, completion, "partnership_statement"),
    (9, fixed("partnerships/add/"), "nature"),
    (9, fixed("policies/add/"), "title"),
    (10, completion, "crisis_intervention_statement"),
    (10, fixed("training/head-counts/add/"), "sworn"),
]


@pytest.mark.parametrize(("number", "where", "field"), GOVERNS)
def test_the_form_leads_to_the_question(number: int, where: Where, field: str) -> None:
    client, member = signed_in()
    response = client.get(where(member))
    page = response.content.decode()
    assert response.status_code == 200
    assert f'href="/faq/#faq-{number}"' in page
    if field:
        assert field in re.findall(r'name="([^"]+)"', page)


def test_all_ten_are_linked_and_no_link_leads_nowhere() -> None:
    linked = {number for number, _where, _field in GOVERNS}
    assert linked == set(range(1, 11)) == {answer.number for answer in answers()}
    page = AgencyClient().get("/faq/").content.decode()
    assert all(f'id="faq-{number}"' in page for number in linked)
