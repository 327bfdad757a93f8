"""A typical first import, one roster and one matrix: how many pages of questions it shows, and what of them the trail keeps."""

from typing import Any

from django.test import Client

from agencies.models import Agency
from outbox.dispatch import deliver_due
from roster_import.actions import transitions
from tests.roster_import.samples import table, yes
from tests.roster_import.test_import_steps import address, confirm, send
from tests.trail import recorded
from training.models import RosterImport

TITLES = [
    "Chief",
    "Sergeant",
    "Sergeant",
    "Officer",
    "Officer",
    "Officer",
    "Officer",
    "Dispatcher",
    "Records Clerk",
]
ROSTER: list[list[str]] = [
    ["Badge #", "Last Name", "First Name", "Title", "Hire Date", "Unit", "Shift"],
    *[
        [f"{100 + n}", f"Fo{chr(97 + n)}", "Ann", title, f"{n + 1}/{n + 2}/2015", "Patrol", "A"]
        for n, title in enumerate(TITLES)
    ],
]
# Dates without hours, headings in short, a mark, a course that doesn't count, and one that is nothing to the campaign.
MATRIX: list[list[str]] = [
    ["Badge #", "Name", "CIT", "MHFA", "MHFA Expires", "CIT Refresher", "Firearms", "Notes"],
    *[
        [f"{100 + n}", f"Fo{chr(97 + n)}, Ann", "3/14/2023" if n < 3 else "", "5/16/2024" if n else "N/A", "", "", "4/1/2025", ""]
        for n in range(len(TITLES))
    ],
]  # fmt: skip


def pages_until_compared(client: Client, found: RosterImport) -> list[list[str]]:
    """Answer page after page as a clerk would; the questions of each page by what they are about."""
    shown = []
    while found.state == RosterImport.State.MAPPING:
        form: Any = client.get(address(found, "questions")).context["form"]
        asked = [(question, field) for group in form.groups() for question, field in group.questions]
        shown.append([question.about for question, _field in asked])
        client.post(
            address(found, "questions"), {field.html_name: yes(question) for question, field in asked}
        )
        deliver_due()
        found.refresh_from_db()
    return shown


def test_first_import_of_a_roster_and_a_matrix_shows_at_most_three_pages_of_questions(
    client: Client, agency: Agency
) -> None:
    found = send(client, file=table(ROSTER), second_file=table(MATRIX))
    shown = pages_until_compared(client, found)
    assert (found.state, len(shown) <= 3) == (RosterImport.State.PREVIEWED, True)
    # Each is answered at a glance.
    assert max(map(len, shown)) <= 8
    confirm(client, found)
    assert agency.officers.count() == len(TITLES)


def test_each_answer_of_a_person_is_one_entry_on_the_trail(client: Client, agency: Agency) -> None:
    found = send(client, file=table(ROSTER), second_file=table(MATRIX))
    before = len(recorded())
    pages = len(pages_until_compared(client, found))
    added = recorded()[before:]
    assert [verb for verb, _details in added] == ["training.import_matched"] * pages
    transitions.answer(roster_import=found, answers={"columns:unit": "ignore"}, by=found.uploaded_by)
    assert recorded()[before + pages :] == [("training.import_matched", {"answers": 1})]
