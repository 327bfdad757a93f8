"""The agency's page and what hangs on it, as each role meets them."""

import json
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compliance.editions import PRACTICES
from compliance.engine import assess
from compliance.facts import Facts
from compliance.report import Warning, WarningCode
from pledges import actions, messages, queries
from pledges.lifecycle import State
from pledges.models import Completion, Pledge
from rehearsal.factories.accounts import ReviewerFactory, UserFactory
from rehearsal.factories.agencies import AgencyFactory
from rehearsal.factories.pledges import (
    COMMITMENTS,
    ROLES,
    CompletionFactory,
    PledgeFactory,
    add_officers,
    add_partnership,
    add_policy,
    meet_everything,
    member,
    ready_draft,
    submitted,
)
from tests.clients import AgencyClient, agency_page, client_at, post_typed
from tests.visible import words_of

pytestmark = pytest.mark.django_db

PAGES = {
    "pledges:overview": set(ROLES),
    "pledges:facts": set(ROLES),
    "pledges:report": set(ROLES),
    "pledges:completion": set(ROLES),
    "pledges:submit": {"lead", "signatory"},
    "pledges:withdraw": {"lead", "signatory"},
    "pledges:again": {"lead", "signatory"},
    "pledges:adopt_edition": {"lead", "signatory"},
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", PAGES)
def test_every_page_by_role(name: str, role: str) -> None:
    pledge = PledgeFactory(edition="2016")
    ready_draft(pledge)
    response = client_at(pledge.agency, role).get(agency_page(name))
    assert response.status_code == (200 if role in PAGES[name] else 403)


@pytest.mark.parametrize("name", [*PAGES, "pledges:recall", "pledges:submitted", "pledges:signed_letter"])
def test_no_page_without_signing_in_or_without_an_agency(name: str) -> None:
    response = AgencyClient().get(agency_page(name))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))
    stranger = AgencyClient()
    stranger.force_login(UserFactory())
    assert stranger.get(agency_page(name)).status_code == 404


def test_the_overview_without_a_pledge() -> None:
    client = AgencyClient()
    client.force_login(member(AgencyFactory()))
    assert "Take the pledge" in client.get("").content.decode()
    assert client.get("completion/").status_code == 404
    assert client.get("facts.json").status_code == 404


def test_the_overview_shows_figures_and_what_is_missing_with_links() -> None:
    pledge = PledgeFactory(agency__sworn=41)
    officers = add_officers(pledge.agency, cit=8, mhfa=33)
    add_partnership(pledge.agency)
    client = client_at(pledge.agency)
    page = client.get("").content.decode()
    text = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page))
    assert "8 of 41" in text
    assert "41 of 41" in text
    assert "1 more officer" in text
    assert f'href="{client.at(agency_page("policies:add"))}"' in page
    assert not {officer.ref for officer in officers} & words_of(page)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_overview_takes_the_same_queries_whatever_there_is(rows: int) -> None:
    pledge = PledgeFactory(agency__sworn=None)
    for number in range(rows):
        add_officers(pledge.agency, cit=1, mhfa=4)
        add_partnership(pledge.agency, nature=f"Number {number}")
        add_policy(pledge.agency, title=f"Order {number}")
        actions.extend(pledge=pledge, until=date(2029, 1, 1 + number), reason="x", by=ReviewerFactory())
    client = client_at(pledge.agency)
    client.get("")
    with CaptureQueriesContext(connection) as captured:
        client.get("")
    # Session, user, membership, what waits behind the menu; and the fifteen of the page.
    assert len(captured) == 19


def test_facts_and_report_can_be_taken_away_and_judged_again() -> None:
    pledge = PledgeFactory(state=State.SUBMITTED.value)
    submitted(pledge)
    client = client_at(pledge.agency, "viewer")
    for query in ("", "?of=submission"):
        response = client.get(f"facts.json{query}")
        assert response["Content-Type"] == "application/json"
        assert response["Content-Disposition"].startswith("attachment")
        assert "no-store" in response["Cache-Control"]
        facts = Facts.from_json(response.content)
        assert assess(facts).to_data() == json.loads(client.get(f"report.json{query}").content)
    assert facts.as_of == date(2025, 11, 3)


def test_there_are_no_frozen_facts_before_the_first_submission() -> None:
    client = client_at(PledgeFactory().agency)
    assert client.get("facts.json?of=submission").status_code == 404
    assert client.get("report.json?of=submission").status_code == 404


def test_returned_reasons_are_on_the_page_and_at_the_draft() -> None:
    pledge = PledgeFactory()
    done = actions.submit(completion=ready_draft(pledge), version=1, attested=True, by=member(pledge.agency))
    actions.send_back(
        completion=done,
        by=ReviewerFactory(),
        reasons="Look <again>.",
        practices={"policy": "Name the sections."},
    )
    client = client_at(pledge.agency)
    for url in ("", "completion/"):
        page = client.get(url).content.decode()
        assert "Look &lt;again&gt;." in page
        assert "Name the sections." in page


def test_withdrawing_asks_first() -> None:
    pledge = PledgeFactory()
    client = client_at(pledge.agency)
    assert "Withdraw the pledge?" in client.get("withdraw/").content.decode()
    pledge.refresh_from_db()
    assert pledge.lifecycle_state is State.ACTIVE
    post_typed(client, "withdraw/")
    pledge.refresh_from_db()
    assert pledge.lifecycle_state is State.WITHDRAWN
    assert client.post("withdraw/", {"typed": pledge.agency.name}).status_code == 409


def test_pledging_again() -> None:
    pledge = PledgeFactory(state=State.WITHDRAWN.value)
    client = client_at(pledge.agency)
    sent = {f"commit_{code}": "on" for code in COMMITMENTS}
    response = client.post("pledge/", sent)
    assert response.status_code == 422
    assert client.post("pledge/", {**sent, "authority_confirmed": "on"}).status_code == 302
    assert Pledge.objects.exclude(pk=pledge.pk).get().lifecycle_state is State.CONFIRMED


def test_adopting_the_newer_edition_compares_both_first() -> None:
    pledge = PledgeFactory(edition="2016")
    meet_everything(pledge.agency)
    client = client_at(pledge.agency)
    page = client.get("edition/").content.decode()
    assert "30 of 40 sworn officers; 40 needed, 10 more to train" in page
    assert "40 of 40 sworn officers; 40 needed" in page
    client.post("edition/")
    pledge.refresh_from_db()
    assert pledge.edition == "2022"
    assert client.get("edition/").status_code == 404


def test_one_agencys_pages_show_nothing_of_anothers() -> None:
    other = PledgeFactory(agency__name="Canary Police")
    meet_everything(other.agency)
    CompletionFactory(pledge=other, statements__crisis_intervention="Canary words.")
    add_partnership(other.agency, nature="Canary nature.")
    client = client_at(PledgeFactory().agency)
    for name in ("overview", "completion", "facts", "report", "withdraw"):
        response = client.get(agency_page(f"pledges:{name}"))
        assert (response.status_code, "Canary" in response.content.decode()) == (200, False)


@pytest.mark.usefixtures("at_an_agency")
def test_every_page_that_is_linked_to_exists() -> None:
    facts = Facts(date(2025, 1, 1))
    urls = [messages.url_of(page) for page in {practice.page for practice in PRACTICES.values()}]
    urls += [messages.warning(Warning(code, 1, ())).url for code in WarningCode]
    urls += [point.url for finding in assess(facts).findings for point in messages.missing(finding, facts)]
    assert all(urls)


def test_getting_a_page_changes_nothing() -> None:
    pledge = PledgeFactory(edition="2016")
    ready_draft(pledge)
    client = client_at(pledge.agency)
    before = [*Pledge.objects.values(), *Completion.objects.values()]
    for name in PAGES:
        client.get(agency_page(name))
    assert [*Pledge.objects.values(), *Completion.objects.values()] == before
    assert queries.current_pledge(pledge.agency) == pledge
