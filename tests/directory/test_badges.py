"""The badge: true in every state, the same for everyone, and fit to stand on other people's pages."""

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from agencies.models import Agency
from directory.templatetags.badges import snippet
from documents import actions as documents
from documents.models import Document
from pledges.lifecycle import State
from rehearsal.factories.directory import certified, pledged, reviewer

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"


def drawn(client: Client, public_id: str) -> tuple[int, str, str]:
    """The badge's status code, its title and its last word."""
    response = client.get(f"/badge/{public_id}.svg")
    assert response["Content-Type"] == "image/svg+xml"
    root = ElementTree.fromstring(response.content)  # noqa: S314 - our own
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", root.find(f"{SVG}title").get("id"))
    return (
        response.status_code,
        root.findtext(f"{SVG}title") or "",
        list(root.iter(f"{SVG}text"))[-1].text or "",
    )


def revoked() -> Agency:
    certificate = certified("Denver")
    documents.revoke(certificate=certificate, reason="A mistake.", by=reviewer())
    return certificate.agency


def reissued() -> Agency:
    certificate = certified("Denver")
    documents.reissue(certificate=certificate, reason="A misspelled name.", by=reviewer())
    return certificate.agency


def suspended() -> Agency:
    agency = certified("Denver").agency
    agency.is_suspended = True
    agency.save()
    return agency


CERTIFIED = (200, "Denver, One Mind Campaign: One Mind Certified since Nov. 12, 2025.", "certified")
ON_THE_WAY = (200, "Denver, One Mind Campaign: On the way since March 3, 2025.", "on the way")
UNLISTED = (404, "This agency isn't in the One Mind directory.", "not listed")
CASES: list[tuple[str, Callable[[], Any], tuple[int, str, str]]] = [
    ("certified", lambda: certified("Denver").agency, CERTIFIED),
    ("reissued", reissued, CERTIFIED),
    (
        "revoked",
        revoked,
        (
            200,
            f"Denver, One Mind Campaign: Certificate revoked on {date_format(timezone.localdate())}.",
            "revoked",
        ),
    ),
    ("suspended", suspended, UNLISTED),
    *(
        (state.value, lambda state=state: pledged("Denver", state).agency, ON_THE_WAY)
        for state in (State.ACTIVE, State.SUBMITTED, State.RETURNED)
    ),
    *(
        (state.value, lambda state=state: pledged("Denver", state).agency, UNLISTED)
        for state in (
            State.RECEIVED,
            State.CONFIRMED,
            State.QUERIED,
            State.CLOSED,
            State.REVOKED,
            State.WITHDRAWN,
            State.LAPSED,
        )
    ),
]


@pytest.mark.parametrize(("make", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_badge_says_where_the_agency_stands(
    client: Client, make: Callable[[], Agency], expected: tuple[int, str, str]
) -> None:
    assert drawn(client, make().public_id) == expected


def test_badge_of_an_agency_that_never_was(client: Client) -> None:
    assert drawn(client, "a" * 26) == UNLISTED


def test_badge_changes_as_soon_as_the_certificate_is_revoked(client: Client) -> None:
    certificate: Document = certified("Denver")
    url = f"/badge/{certificate.agency.public_id}.svg"
    first = client.get(url)

    documents.revoke(certificate=certificate, reason="A mistake.", by=reviewer())
    second = client.get(url, headers={"If-None-Match": first["ETag"]})

    assert (second.status_code, b">revoked<" in second.content, b">certified<" in second.content) == (
        200,
        True,
        False,
    )


def test_badge_may_stand_on_other_sites_and_is_kept_for_minutes(client: Client) -> None:
    public_id = pledged("Denver").agency.public_id
    for url, code in ((f"/badge/{public_id}.svg", 200), (f"/badge/{'a' * 26}.svg", 404)):
        response = client.get(url)

        headers = ("Cross-Origin-Resource-Policy", "Cache-Control", "Access-Control-Allow-Origin")
        assert [response[name] for name in headers] == ["cross-origin", "public, max-age=300", "*"]
        assert (response.status_code, dict(response.cookies)) == (code, {})


def test_badge_escapes_the_name_and_holds_nothing_that_runs(client: Client) -> None:
    public_id = pledged('<script>alert("x")</script> & Co').agency.public_id

    text = client.get(f"/badge/{public_id}.svg").content.decode()

    assert drawn(client, public_id)[1].startswith('<script>alert("x")</script> & Co, One Mind')
    for part in ("<script", "style=", "onload", "href", "<image", "@import"):
        assert part not in text


def test_snippet_leads_to_the_page_and_escapes_the_name() -> None:
    assert snippet("abc", 'A "B" <c>') == (
        '<a href="http://localhost:8000/agencies/abc/"><img src="http://localhost:8000/badge/abc.svg" '
        'alt="One Mind Campaign: status of A &quot;B&quot; &lt;c&gt;" height="28"></a>'
    )


def test_page_of_the_agency_offers_its_badge(client: Client) -> None:
    agency = pledged("Denver").agency

    page = client.get(f"/agencies/{agency.public_id}/denver/").content.decode()

    assert f'<img src="/badge/{agency.public_id}.svg"' in page
    shown = f"&lt;img src=&quot;http://localhost:8000/badge/{agency.public_id}.svg&quot;"
    assert (shown in page, 'src="http' in page) == (True, False)
