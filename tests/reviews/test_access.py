"""The desk's pages: who may open and press what."""

from typing import Any

import pytest
from django.test import Client

from agencies.models import Membership
from compliance.editions import PRACTICES
from partnerships.models import Partnership
from pledges.models import Completion, Pledge
from policies.models import Policy
from rehearsal.factories.accounts import AdministratorFactory, ReviewerFactory, UserFactory
from rehearsal.factories.agencies import MembershipFactory
from reviews.models import Decision, Review
from tests.clients import client_of

pytestmark = pytest.mark.django_db

VERIFIED = {f"{code}_finding": "verified" for code in PRACTICES}
READ, MOVED, CLOSED, GONE, LATE, MEND, NOT_SO = 200, 302, 403, 404, 409, 422, 405
# Address, and what a POST to it carries (None: a page that is only read).
PAGES: list[tuple[str, dict[str, str] | None]] = [
    ("/desk/", None),
    ("/desk/pledges/", None),
    ("/desk/pledges/{pledge}/", None),
    ("/desk/completions/", None),
    ("/desk/completions/{completion}/", None),
    ("/desk/completions/{completion}/signed-letter/", None),
    ("/desk/agencies/", None),
    ("/desk/agencies/?q=springfield&state=active", None),
    ("/desk/agencies/{agency}/", None),
    ("/desk/evidence/partnerships/{partnership}/", None),
    ("/desk/evidence/policies/{policy}/", None),
    ("/desk/pledges/{pledge}/verify/", {}),
    ("/desk/pledges/{pledge}/query/", {"query-question": "Who leads?"}),
    ("/desk/pledges/{pledge}/close/", {"close-reason": "A duplicate."}),
    ("/desk/pledges/{received}/confirm-again/", {}),
    ("/desk/completions/{completion}/claim/", {}),
    ("/desk/completions/{completion}/release/", {}),
    ("/desk/completions/{completion}/note/", {"text": "Ask.", "read_at": "never"}),
    ("/desk/completions/{completion}/decide/", {**VERIFIED, "decision": "approve"}),
    ("/desk/completions/{completion}/decide/", {"reasons": "Sign it.", "decision": "return"}),
    ("/desk/agencies/{active}/extend/", {"until": "2029-06-01", "reason": "A hard year."}),
    ("/desk/agencies/{overdue}/lapse/", {}),
]
IDS = [f"{number} {page[0]}" for number, page in enumerate(PAGES)]


def send(client: Client, url: str, data: dict[str, str] | None) -> int:
    return (client.get(url) if data is None else client.post(url, data)).status_code


@pytest.mark.parametrize(("where", "data"), PAGES, ids=IDS)
@pytest.mark.parametrize(
    "make", [ReviewerFactory.create, AdministratorFactory.create], ids=["reviewer", "administrator"]
)
def test_desk_is_open_to(make: Any, where: str, data: dict[str, str] | None, names: dict[str, str]) -> None:
    client = client_of(make())

    assert send(client, where.format(**names), data) == (READ if data is None else MOVED)


@pytest.mark.parametrize(("where", "data"), PAGES, ids=IDS)
def test_desk_is_closed_to_everybody_else(
    where: str, data: dict[str, str] | None, names: dict[str, str]
) -> None:
    url = where.format(**names)
    lead = Membership.objects.get(agency__public_id=names["agency"]).user
    people = [UserFactory.create(), lead, MembershipFactory.create().user]
    before = [list(model.objects.order_by("pk").values()) for model in (Completion, Pledge, Review, Decision)]  # type: ignore[attr-defined]

    assert [send(client_of(person), url, data) for person in people] == [CLOSED] * 3
    anonymous = client_of(None)
    response = anonymous.get(url) if data is None else anonymous.post(url, data)
    assert (response.status_code, response.headers["Location"].startswith("/account/login/")) == (MOVED, True)
    assert [
        list(model.objects.order_by("pk").values()) for model in (Completion, Pledge, Review, Decision)
    ] == before  # type: ignore[attr-defined]


@pytest.mark.parametrize(("where", "data"), [page for page in PAGES if "{" in page[0]])
def test_desk_of_something_that_is_not_there(
    where: str, data: dict[str, str] | None, names: dict[str, str]
) -> None:
    client = client_of(ReviewerFactory.create())

    assert send(client, where.format(**dict.fromkeys(names, "a" * 26)), data) == GONE


@pytest.mark.parametrize("where", [page[0] for page in PAGES if page[1] is not None])
def test_what_changes_something_is_not_done_by_reading(where: str, names: dict[str, str]) -> None:
    assert client_of(ReviewerFactory.create()).get(where.format(**names)).status_code == NOT_SO


def test_reviewer_without_a_second_step_is_sent_to_set_one_up(names: dict[str, str]) -> None:
    client = client_of(ReviewerFactory.create(second_step=False))

    response = client.get(f"/desk/completions/{names['completion']}/")

    assert (response.status_code, "2fa" in response.headers["Location"]) == (MOVED, True)


@pytest.mark.parametrize("where", ["claim", "note", "decide"])
def test_reviewer_of_the_agencys_own_people_decides_nothing(where: str, names: dict[str, str]) -> None:
    reviewer = ReviewerFactory.create()
    completion = Completion.objects.get()
    MembershipFactory.create(user=reviewer, agency=completion.agency, role="viewer")
    client = client_of(reviewer)

    shown = client.get(f"/desk/completions/{completion.public_id}/").content.decode()
    assert ("another reviewer decides" in shown, "Approve and issue" in shown) == (True, False)
    data = {**VERIFIED, "decision": "approve", "text": "x", "read_at": "never"}
    assert client.post(f"/desk/completions/{completion.public_id}/{where}/", data).status_code == CLOSED
    assert (Decision.objects.count(), Review.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("where", "content", "name"),
    [
        ("/desk/evidence/partnerships/{partnership}/", b"MOU", "MOU.pdf"),
        ("/desk/evidence/policies/{policy}/", b"POLICY", "GO.pdf"),
        ("/desk/completions/{completion}/signed-letter/", b"SIGNED", "Signed.pdf"),
    ],
)
def test_evidence_is_sent_as_a_download(where: str, content: bytes, name: str, names: dict[str, str]) -> None:
    sent = client_of(ReviewerFactory.create()).get(where.format(**names))

    assert b"".join(sent.streaming_content) == content  # type: ignore[attr-defined]
    assert sent.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert (sent.headers["X-Content-Type-Options"], sent.headers["Cache-Control"]) == (
        "nosniff",
        "private, no-store",
    )
    assert sent.headers["Content-Security-Policy"].startswith("sandbox")


def test_evidence_without_a_file_is_not_found(names: dict[str, str]) -> None:
    Partnership.objects.update(mou=None)
    Policy.objects.update(file=None)
    Completion.objects.update(signed_letter=None)
    client = client_of(ReviewerFactory.create())

    pages = (
        "/desk/evidence/partnerships/{partnership}/",
        "/desk/evidence/policies/{policy}/",
        "/desk/completions/{completion}/signed-letter/",
    )
    assert [client.get(where.format(**names)).status_code for where in pages] == [GONE] * 3
