"""What is proposed for ranks is accepted by one press of a person who sees it, and never without."""

import pytest
from django.test import Client

from roster_import.reading.words import proposed_sworn
from tests.roster_import.samples import table
from tests.roster_import.test_import_steps import address, send
from training.models import RosterImport

ROSTER = [
    ["Badge", "Name", "Title"],
    ["1", "Ann Fox", "Chief"],
    ["2", "Bo Hay", "Sergeant"],
    ["3", "Cy Lee", "Dispatcher"],
    ["4", "Di Orr", "Keeper"],
]


def open_answers(found: RosterImport) -> tuple[dict[str, str], list[str]]:
    """What was answered about ranks, and which of them are still asked about."""
    found.refresh_from_db()
    answers = found.mapping.get("answers", {})
    said = {name: value for name, value in answers.items() if name.startswith("sworn:")}
    return said, [one["id"] for one in found.shape["questions"]]


def test_every_suggestion_is_named_beside_the_button(client: Client) -> None:
    found = send(client, file=table(ROSTER))

    page = " ".join(client.get(address(found, "questions")).content.decode().split())

    assert open_answers(found) == (
        {},
        [f"sworn:{one}" for one in ("chief", "dispatcher", "keeper", "sergeant")],
    )
    assert (
        "<li><strong>Sworn:</strong> Chief, Sergeant</li><li><strong>Not sworn:</strong> Dispatcher</li>"
        in page
    )
    assert 'name="rest" value="sworn:proposed"> Accept these 3 suggestions </button>' in page


def test_accepting_answers_what_is_suggested_and_leaves_the_rest_open(client: Client) -> None:
    found = send(client, file=table(ROSTER))

    client.post(address(found, "questions"), {"rest": "sworn:proposed"})

    assert open_answers(found)[0] == {
        "sworn:chief": "sworn",
        "sworn:sergeant": "sworn",
        "sworn:dispatcher": "not_sworn",
    }


def test_what_a_person_changed_is_kept_beside_the_suggestions(client: Client) -> None:
    found = send(client, file=table(ROSTER))
    form = client.get(address(found, "questions")).context["form"]
    names = {question.id: field.html_name for group in form.groups() for question, field in group.questions}

    client.post(address(found, "questions"), {"rest": "sworn:proposed", names["sworn:sergeant"]: "left"})

    assert open_answers(found)[0]["sworn:sergeant"] == "left"


def test_one_suggestion_needs_no_button_and_a_forged_kind_answers_nothing(client: Client) -> None:
    found = send(client, file=table([ROSTER[0], ROSTER[1], ROSTER[4]]))

    assert "proposed" not in client.get(address(found, "questions")).content.decode()
    client.post(address(found, "questions"), {"rest": "course:proposed"})
    assert open_answers(found)[0] == {}


@pytest.mark.parametrize(
    ("title", "proposal"),
    [
        ("sergeant", "sworn"),
        ("deputy chief", "sworn"),
        ("administrative assistant", "not_sworn"),
        ("animal control officer", "not_sworn"),
        ("deputy clerk", "not_sworn"),
        ("assistant chief", None),
        ("records sergeant", None),
        ("administrative captain", None),
        ("keeper", None),
    ],
)
def test_title_that_says_both_has_no_suggestion(title: str, proposal: str | None) -> None:
    assert proposed_sworn(title) == proposal
