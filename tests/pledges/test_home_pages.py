"""What stands around the home: what one needs beforehand, the questions behind each subject, and what is out of sight."""

import re
from html import unescape

import pytest

from compliance.editions import EDITIONS
from rehearsal.factories.pledges import PledgeFactory, ready_draft
from tests.clients import client_at

pytestmark = pytest.mark.django_db


def test_what_you_need_says_each_practice_whom_to_ask_and_how_long() -> None:
    pledge = PledgeFactory(edition="2022")
    page = client_at(pledge.agency, "viewer").get("what-you-need/").content.decode()
    for practice in EDITIONS["2022"].practices:
        assert f'id="need-{practice.key}"' in page
        assert practice.at_hand
        assert practice.whom in page
        assert practice.takes in page
    assert page.count("Ask:") == len(EDITIONS["2022"].practices) + 2


def test_home_leads_to_what_you_need_before_anything_is_recorded() -> None:
    page = client_at(PledgeFactory().agency).get("").content.decode()
    assert "What you&#x27;ll need: a list to print" in page or "What you'll need: a list to print" in page


@pytest.mark.parametrize(
    ("path", "questions"),
    [
        ("partnerships/", {"9"}),
        ("policies/", {"9"}),
        ("training/officers/", {"1", "2", "6"}),
        ("training/records/", {"1", "2", "6"}),
        ("training/head-counts/", {"1", "2", "6"}),
        ("training/classes/", {"1", "2", "6"}),
        ("training/courses/", {"1", "2", "6"}),
        ("training/import/", {"1", "2", "6"}),
        ("completion/letter/", {"9"}),
    ],
)
def test_each_subject_links_to_its_questions(path: str, questions: set[str]) -> None:
    pledge = PledgeFactory()
    ready_draft(pledge)
    answer = client_at(pledge.agency, "viewer").get(path)
    assert answer.status_code == 200
    assert questions <= set(re.findall(r"/faq/#faq-(\d+)", answer.content.decode()))


def test_files_for_programs_and_the_end_of_the_pledge_are_folded_away() -> None:
    page = client_at(PledgeFactory().agency).get("").content.decode()
    before, _summary, more = page.partition("More about this pledge")
    for link in ("facts.json", "report.json", "withdraw/"):
        assert (link in before, link in more) == (False, True)
    assert '<details class="more' in before


@pytest.mark.parametrize("path", ["", "completion/", "completion/letter/", "history/", "what-you-need/"])
def test_every_link_that_a_viewer_sees_opens(path: str) -> None:
    pledge = PledgeFactory()
    draft = ready_draft(pledge)
    draft.signatory_title = ""
    draft.save()
    pledge.agency.policies.get().components.all().delete()
    client = client_at(pledge.agency, "viewer")
    page = client.get(path).content.decode()
    main = page[page.index('<main id="main"') : page.index("</main>")]
    urls = dict.fromkeys(unescape(url) for url in re.findall(r'href="(/[^"#]*)', main))
    answers = {url: client.get(url).status_code for url in urls}
    assert {url: status for url, status in answers.items() if status not in {200, 302}} == {}
    assert urls
