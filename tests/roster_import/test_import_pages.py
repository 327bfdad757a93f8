"""What an import's pages say: a card for each course, sworn officers and shares before and after, and what isn't used."""

from typing import Any

from django.test import Client

from agencies.models import Agency
from outbox.dispatch import deliver_due
from rehearsal.factories.training import OfficerFactory
from roster_import.messages.comparison import Fate, Share
from roster_import.messages.reading import Card, NoDay, Used
from tests.clients import AgencyClient, agency_page
from tests.roster_import.samples import ROSTER, table
from tests.roster_import.test_files import FILES
from tests.roster_import.test_import_steps import address, answer, confirm, send
from training.models import RosterImport

CIT = "Crisis Intervention Team (CIT), Memphis Model"
MHFA = "Mental Health First Aid for Public Safety"


def context_of(client: Client, found: RosterImport, step: str = "job") -> Any:
    return client.get(address(found, step)).context


def words_of(client: Client, found: RosterImport) -> str:
    return " ".join(client.get(address(found, "job")).content.decode().split())


def test_card_lists_the_cells_that_are_no_days_before_anything_is_imported(client: Client) -> None:
    found = send(client, file=(FILES / "12-everybody-took-it-the-same-day.csv").read_bytes())
    answer(client, found)
    [card] = context_of(client, found)["course_cards"]
    reasons = [cell.reason for cell in card.no_days]
    assert card == Card(
        title="MHFA",
        place="",
        course=MHFA,
        is_left_out=False,
        parts=[
            ("Date", "MHFA"),
            ("Hours", "no column; you answered that the whole course was taken, 8 hours"),
        ],
        has_days=True,
        days=7,
        filled=10,
        no_days=[
            NoDay(line, "MHFA", cell, reason)
            for (line, cell), reason in zip(
                [(9, "N/A"), (10, "exempt"), (11, "see file")], reasons, strict=True
            )
        ],
    )
    assert all(reasons)
    words = words_of(client, found)
    assert "7 of 10 cells are days. These 3 aren't:" in words
    assert "Line 11, MHFA:" in words


def test_card_names_the_columns_of_a_course_and_cells_that_say_no(client: Client) -> None:
    heading = ["Badge", "Name", "Sworn", f"{CIT} Date", f"{CIT} Hrs", f"{CIT} Result", "MHFA"]
    rows = [
        heading,
        ["1", "Ann", "Y", "2025-03-04", "40", "Pass", "N"],
        ["2", "Bo", "Y", "", "", "", "5/16/2025"],
    ]
    found = send(client, file=table(rows))
    cards = context_of(client, found, "job" if found.state == "previewed" else "questions")["course_cards"]
    assert [(card.title, card.course, card.parts, card.days, card.filled) for card in cards] == [
        (CIT, CIT, [("Date", heading[3]), ("Hours", heading[4]), ("Result", heading[5])], 1, 1),
        ("MHFA", "", [("Date", "MHFA"), ("Hours", "no column")], 1, 2),
    ]
    assert cards[1].no_days == [NoDay(2, "MHFA", "N", "")]


def test_cell_that_is_written_again_is_a_day_on_the_card(client: Client) -> None:
    found = send(client, file=(FILES / "33-two-bad-cells-one-told.csv").read_bytes())
    answer(client, found)
    rows = list(context_of(client, found)["cells"].rows())
    # All bad cells of the row at once.
    assert [(cell["line"], cell["heading"], cell["value"]) for cell, _field in rows] == [
        (2, "CIT", "2024"),
        (2, "MHFA", "exempt"),
    ]
    client.post(address(found, "cells"), {rows[0][1].html_name: "3/14/2024"})
    deliver_due()
    found.refresh_from_db()
    page = context_of(client, found)
    assert [(card.title, card.days, card.filled) for card in page["course_cards"]] == [
        ("CIT", 3, 3),
        ("MHFA", 2, 3),
    ]
    assert [cell["value"] for cell, _field in page["cells"].rows()] == ["exempt"]


def test_comparison_opens_with_shares_and_says_what_is_withdrawn(client: Client) -> None:
    for name in ("34a-matrix-with-a-slip.csv", "34b-the-same-corrected.csv"):
        found = send(client, file=(FILES / name).read_bytes())
        answer(client, found, {"records:gone": "withdraw"})
        preview = context_of(client, found)["preview"]
        confirm(client, found)
    assert preview.shares == [
        Share("Crisis intervention training", 1, 1, 3, 3, 1),
        Share("Covered by mental health first aid", 3, 3, 3, 3, 3),
    ]
    assert [share.is_met for share in preview.shares] == [True, True]
    assert preview.fates == [
        Fate("Officers", 0, 0, 3, gone=0, kept=0, refused_rows=0, refused_cells=0),
        Fate("Training records", 3, 0, 0, gone=3, kept=0, refused_rows=0, refused_cells=0),
    ]
    assert "3 withdrawn" in words_of(client, found)


def test_fewer_sworn_officers_are_said_before_all_else(client: Client, agency: Agency) -> None:
    for number in range(3):
        OfficerFactory.create(agency=agency, ref=f"G{number}", name=f"Gone {number}", is_sworn=True)
    found = send(client, file=table(ROSTER))
    answer(client, found, {f"missing:g{number}": "left" for number in range(3)})
    words = words_of(client, found)
    at = words.index("Your roster has 3 sworn officers now and would have 2 after this import.")
    assert at < words.index("Nothing is written yet.")
    assert "3 officers who aren't in the file would be marked as left." in words
    assert context_of(client, found)["preview"].fates[0].gone == 3


def test_refused_person_is_said_before_all_else(client: Client) -> None:
    found = send(client, file=table([*ROSTER, ["", "No Badge", "Officer", "2020-01-01", "Yes"]]))
    answer(client, found)
    words = words_of(client, found)
    said = "1 row about an officer can't be taken, so the number of sworn officers may be too small."
    assert words.index(said) < words.index("Nothing is written yet.")
    assert context_of(client, found)["preview"].fates[0] == Fate(
        "Officers", 3, 0, 0, gone=0, kept=0, refused_rows=1, refused_cells=0
    )


def test_one_list_says_what_is_used_and_what_is_not(client: Client) -> None:
    rows = [["Badge", "Name", "Sworn", CIT, "Locker"], ["1", "Ann", "Y", "2025-03-04", "12"]]
    found = send(client, file=table(rows))
    answer(client, found)
    page = context_of(client, found)
    assert page["used"] == [
        Used("", "Badge", "Officer ID", 1),
        Used("", "Name", "Name", 1),
        Used("", "Sworn", "Sworn or not", 1),
        Used("", CIT, f"Date of “{CIT}”", 1),
    ]
    assert [(one["what"], one["why"]) for one in page["preview"].unused] == [
        ("Column “Locker” (1 cell)", "Nothing in it is read.")
    ]
    words = words_of(client, found)
    assert "Column “Locker” (1 cell)" in words
    assert "<details" not in words[words.index("used-title") : words.index("Examples")]


def telling(titles: int) -> list[list[str]]:
    """A list of trainings of so many titles, each of which may be a course of the catalog."""
    rows = [
        [str(number % 40), "Y", f"Crisis seminar {number}", "2025-03-04", "8"] for number in range(titles)
    ]
    return [["Badge", "Sworn", "Course", "Date", "Hours"], *rows]


def test_most_titles_are_left_out_in_one_press_and_none_of_them_is_refused(client: Client) -> None:
    found = send(
        client,
        file=table([*telling(300), ["1", "Y", "CIT", "2025-03-04", "40"], ["2", "Y", "Crisis talk", "", ""]]),
    )
    page = client.get(address(found, "questions"))
    form = page.context["form"]
    [group] = form.groups()
    assert [(name, len(several)) for name, several in group.parts()] == [(CIT, 1), ("Nothing suggested", 99)]
    assert group.rest() == [("course:leave_out", "Leave out all others")]
    assert "100 of 302 questions are shown." in " ".join(page.content.decode().split())
    chosen = {field.html_name: "CIT" for question, field in group.questions if question.value == "CIT"}
    client.post(address(found, "questions"), {**chosen, "rest": "course:leave_out"})
    deliver_due()
    found.refresh_from_db()
    assert (found.state, found.summary["refused"], found.summary["left_out"]) == ("previewed", 0, 301)
    assert found.summary["records"] == {"new": 1, "changed": 0, "unchanged": 0}


def test_questions_about_titles_are_searched(client: Client) -> None:
    found = send(client, file=table(telling(30)))
    page = client.get(address(found, "questions"), {"q": "seminar 17"})
    assert [
        question.value for group in page.context["form"].groups() for question, _field in group.questions
    ] == ["Crisis seminar 17"]
    # Leaving out the others leaves out those that the search doesn't show, too.
    client.post(address(found, "questions") + "?q=seminar+17", {"rest": "course:leave_out", "q0": "CIT"})
    deliver_due()
    found.refresh_from_db()
    assert (found.summary["left_out"], found.summary["records"]["new"]) == (29, 1)


def test_desk_of_thousands_of_titles_stays_small(client: Client, django_assert_max_num_queries: Any) -> None:
    found = send(client, file=table(telling(2000)))
    with django_assert_max_num_queries(12):
        page = client.get(address(found, "questions"))
    assert len(page.context["form"].fields) == 100
    assert len(page.content) < 200_000


def test_title_that_was_left_out_is_matched_to_its_course(client: Client, agency: Agency) -> None:
    for ref in ("1", "2"):
        OfficerFactory.create(agency=agency, ref=ref)
    rows = [
        ["Badge", "Course", "Date", "Hours"],
        ["1", "Kurs 7", "2025-03-04", "40"],
        ["2", "Firearms", "2025-03-04", "8"],
    ]
    found = send(client, file=table(rows))
    assert (found.state, found.summary["records"]["new"]) == ("previewed", 0)
    assert address(found, "titles") in words_of(client, found)
    page = client.get(address(found, "titles"), {"q": "kurs"})
    assert (page.context["total"], page.context["shown"]) == (2, 1)
    assert [
        field.html_name for group in page.context["form"].groups() for _question, field in group.questions
    ] == ["q0"]
    client.post(address(found, "titles") + "?q=kurs", {"q0": "CIT"})
    deliver_due()
    found.refresh_from_db()
    assert (found.summary["records"]["new"], found.summary["left_out"]) == (1, 1)
    # What isn't matched stays left out, and nothing is read again for it.
    rounds = found.rounds
    client.post(address(found, "titles"), {"q0": "leave_out"})
    found.refresh_from_db()
    assert (found.state, found.rounds) == ("previewed", rounds)


def test_five_hundred_missing_officers_are_listed_and_answered_in_one_press(
    client: Client, agency: Agency
) -> None:
    for number in range(500):
        OfficerFactory.create(agency=agency, ref=f"{5000 + number}", name=f"Gone {number}", is_sworn=True)
    found = send(client, file=table(ROSTER))
    page = client.get(address(found, "questions"))
    [group] = page.context["form"].groups()
    assert (group.kind, len(group.questions)) == ("missing", 100)
    assert group.rest() == [
        ("missing:left", "All others left"),
        ("missing:keep", "All others are simply not in this file"),
    ]
    client.post(address(found, "questions"), {"q0": "keep", "rest": "missing:left"})
    deliver_due()
    found.refresh_from_db()
    preview = context_of(client, found)["preview"]
    assert (found.state, preview.fates[0].gone, preview.fates[0].kept) == ("previewed", 499, 1)
    assert (preview.sworn_before, preview.sworn_after, preview.fewer_sworn) == (500, 3, 497)


def test_templates_are_linked_where_people_look_for_them(client: AgencyClient, agency: Agency) -> None:
    empty, filled = (
        client.at(agency_page(f"roster_import:{name}", args=["xlsx"])) for name in ("template", "roster")
    )
    for name in ("training:officers", "training:records", "roster_import:index"):
        assert f'href="{empty}"' in client.get(agency_page(name)).content.decode(), name
    OfficerFactory.create(agency=agency)
    for name in ("training:officers", "roster_import:index"):
        assert f'href="{filled}"' in client.get(agency_page(name)).content.decode(), name


def test_word_among_results_is_asked_with_its_column(client: Client) -> None:
    rows = [["Badge", "Sworn", "Course", "Date", "Hours", "Result"], ["1", "Y", CIT, "2025-03-04", "40", "3"]]
    found = send(client, file=table(rows))
    assert [one["text"] for one in found.shape["questions"]] == [
        "What does “3” in “Result” say about a training?"
    ]


def test_doubtful_day_shows_both_readings(client: Client) -> None:
    found = send(client, file=table([["Badge", "Sworn", "Hired"], ["1", "Y", "3/4/2010"]]))
    [question] = found.shape["questions"]
    assert question["labels"] == {
        "month_first": "Month first: March 4, 2010",
        "day_first": "Day first: April 3, 2010",
    }


def test_what_a_column_is_is_asked_before_what_its_cells_mean(client: Client) -> None:
    rows = [["Badge", "Sworn", "CIT", "Absences"], ["1", "Y", "3/14/2025", "3"], ["2", "Y", "3/15/2025", "0"]]
    found = send(client, file=table(rows))
    page = client.get(address(found, "questions"))
    assert [
        (group.kind, [one.text for one, _field in group.questions]) for group in page.context["form"].groups()
    ] == [("columns", ["Does “Absences” say whether a training was completed?"])]
    assert page.context["page"].later == ["courses and training"]
