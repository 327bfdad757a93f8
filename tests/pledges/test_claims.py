"""The letter's claims, the words beside them, and what a reviewer will ask."""

from datetime import date

import pytest

from compliance.editions import Track
from compliance.engine import assess
from compliance.facts import Course, Facts, Headcount, Officer, Partnership, Policy, Record
from compliance.report import Report
from evidence.components import Component, Detail
from evidence.reading import is_thin
from pledges.claims import sections
from pledges.contradictions import contradictions
from pledges.particulars import Entry, Evidence, Particulars, Titled

ON = date(2025, 6, 15)


def counts(sworn: int, cit: int, mhfa: int) -> Report:
    return assess(Facts(ON, headcount=Headcount(sworn, cit, mhfa)))


FORTY = counts(40, 10, 30)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("As of June 15, 2025, our agency has 18 sworn officers.", ["18"]),
        ("We have twenty-two sworn deputies.", ["twenty-two"]),
        ("Our department has 18 officers.", ["18"]),
        ("Our 1,200 sworn officers answered 3,500 calls.", ["1,200"]),
        ("Of our 18 officers, 4 hold CIT.", ["18", "4"]),
        ("4 of them have completed CIT.", ["4"]),
        ("20 officers have CIT training.", ["20"]),
        ("40 of 40 have CIT.", ["40"]),
        ("All 40 of our 40 officers have CIT.", ["40", "All 40 of our 40 officers"]),
        ("All officers have completed crisis-intervention training.", ["All officers"]),
        ("100% of our officers hold CIT.", ["100%"]),
        ("30 percent of our officers hold CRIT.", ["30 percent"]),
        ("18 of 18 are trained.", ["18"]),
    ],
)
def test_a_number_that_says_something_else_than_the_records_is_named(words: str, said: list[str]) -> None:
    assert [found.said for found in contradictions(words, FORTY)] == said


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Each class was held in person.",
        "We have 40 sworn officers; 10 of 40 have CIT.",
        "Ten of our forty officers completed the 40-hour course.",
        "25% of our officers hold CIT, where 20% are asked for.",
        "30 officers completed MHFA in 8 hours.",
        "Every officer has completed CIT or MHFA.",
        "In 2023 officers took CIT.",
        "Officers hired after June 2024 take MHFA.",
        "Six dispatchers took CIT.",
        "Two officers ride with a clinician on five evenings a week.",
        "We have two officers assigned to co-response.",
        "The team of 5 officers meets every month.",
        "General Order 12-4, pages 3 to 5, covers 18 situations.",
        "Call 518-555-0142, day and night; 988 answers too.",
    ],
)
def test_what_agrees_or_the_portal_cannot_know_is_left_alone(words: str) -> None:
    assert contradictions(words, FORTY) == ()


def test_when_the_records_change_the_same_words_contradict_them() -> None:
    words = "As of today we have 18 sworn officers."
    assert contradictions(words, counts(18, 4, 14)) == ()
    assert [found.text for found in contradictions(words, counts(20, 6, 14))] == [
        "Your own words say “18”; the records have 20 sworn officers."
    ]


def test_figures_of_the_letters_courses_are_known() -> None:
    words = "12 officers took the CIT course of the academy."
    assert [found.said for found in contradictions(words, FORTY)] == ["12"]
    assert contradictions(words, FORTY, known=[12]) == ()


def test_claims_say_each_thing_once_with_its_source_and_its_figures() -> None:
    facts = Facts(
        ON,
        officers=(Officer("P001"), Officer("P002"), Officer("D001", sworn=False)),
        courses=(Course("CIT", Track.CIT, 40), Course("MHFA-PS", Track.MHFA, 8)),
        records=(
            Record("P001", "CIT", 40, date(2024, 3, 1)),
            Record("P002", "MHFA-PS", 8, date(2024, 3, 1)),
            Record("D001", "CIT", 40, date(2024, 3, 1)),
        ),
        partnerships=(
            Partnership("p", "County", "Clinicians ride along.", date(2023, 1, 5)),
            Partnership("over", "City", "Ended.", date(2020, 1, 5), date(2021, 1, 5)),
        ),
        policies=(Policy("q", "Order 12-4", date(2023, 2, 1), None, ("purpose",)),),
    )
    beside = Particulars(
        pledged_on=date(2023, 3, 4),
        courses=(Titled("CIT", "Crisis Intervention Team"),),
        evidence=(Evidence("policies", (Entry("q", (Component("Purpose", "p. 2"),)),)),),
    )
    roster = "Roster and training records, as of June 15, 2025"
    found = {part.practice: part for part in sections(facts, assess(facts), beside)}
    assert list(found) == ["partnership", "policy", "crisis_intervention"]
    assert [(claim.text, claim.told) for claim in found["partnership"].claims] == [
        ("Since January 5, 2023, we have worked with County.", "Clinicians ride along.")
    ]
    assert [(claim.text, claim.items) for claim in found["policy"].claims] == [
        (
            "Order 12-4, in force since February 1, 2023, has these main components:",
            (Component("Purpose", "p. 2"),),
        )
    ]
    training = found["crisis_intervention"].claims
    assert [(claim.key, claim.source, claim.figures) for claim in training] == [
        ("sworn", roster, (("sworn", 2),)),
        ("crisis_intervention", roster, (("actual", 1), ("out_of", 2), ("needed", 1))),
        ("first_aid", roster, (("actual", 2), ("out_of", 2), ("needed", 2))),
        ("courses", roster, (("trained", 1), ("trained", 1))),
        ("non_sworn", roster, (("non_sworn", 1),)),
    ]
    assert [(item.title, item.pages) for item in training[3].items] == [
        ("Crisis Intervention Team, 40 hours", "1 officer"),
        ("MHFA-PS, 8 hours", "1 officer"),
    ]


@pytest.mark.parametrize(
    ("text", "thin"),
    [
        ("r", True),
        ("Co-response.", True),
        ("We work together. We work together. We work together.", True),
        ("x y z a b c d e f g h i j", True),
        ("A clinician of the county rides with our patrol on five evenings a week.", False),
    ],
)
def test_a_nature_that_says_nothing_is_thin(text: str, thin: bool) -> None:
    assert is_thin(text) is thin


def test_claims_of_an_entry_say_all_that_is_on_paper_of_it_once() -> None:
    facts = Facts(
        ON,
        headcount=Headcount(40, 10, 30),
        partnerships=(Partnership("p", "County", "Clinicians ride along.", date(2023, 1, 5)),),
        policies=(Policy("q", "Order 12-4", date(2023, 2, 1), None, ("purpose", "training")),),
    )
    with_county = Entry(
        "p",
        details=(
            Detail("Services", "Co-response"),
            Detail("How to reach", "robin@example.org", on_paper=False),
        ),
        asks=("Name a contact at County.",),
    )
    order = Entry(
        "q",
        (Component("Purpose", "2-3"), Component("Training", "§ 9", recommended=True)),
        absent=(Component("Definitions", reason="State law has them."), Component("Risk")),
        details=(Detail("Adopted by", "Jordan Ellis"),),
    )
    beside = Particulars(
        date(2023, 3, 4), evidence=(Evidence("partnerships", (with_county,)), Evidence("policies", (order,)))
    )

    partnership, policy, _training = sections(facts, assess(facts), beside)

    assert [(claim.text, claim.told, claim.items) for claim in partnership.claims] == [
        (
            "Since January 5, 2023, we have worked with County.",
            "Clinicians ride along.",
            (Component("Services", "Co-response"),),
        )
    ]
    assert [(claim.key, claim.text, claim.items) for claim in policy.claims] == [
        (
            "policy:q",
            "Order 12-4, in force since February 1, 2023, has these main components:",
            (Component("Purpose", "pages 2–3"),),
        ),
        ("policy:q:recommended", "It also has:", (Component("Training", "§ 9", recommended=True),)),
        (
            "policy:q:left_out",
            "It leaves out, for these reasons:",
            (Component("Definitions", "State law has them."),),
        ),
        ("policy:q:details", "Also on record:", (Component("Adopted by", "Jordan Ellis"),)),
    ]


def test_particulars_of_before_are_written_as_they_were_and_new_ones_come_back() -> None:
    before = {"ref": "q", "parts": [{"title": "Purpose", "pages": "p. 2"}], "copy": ""}
    old = Particulars(
        date(2023, 3, 4), evidence=(Evidence("policies", (Entry("q", (Component("Purpose", "p. 2"),)),)),)
    )
    assert old.to_data()["evidence"] == [{"evidence": "policies", "entries": [before]}]
    assert Particulars.from_data(old.to_data()) == old

    full = Entry(
        "q",
        (Component("Training", "", recommended=True),),
        "Order",
        (Component("Risk", reason="No."),),
        (Detail("Adopted by", "Jordan Ellis", on_paper=False),),
        ("Enter the page.",),
    )
    new = Particulars(date(2023, 3, 4), evidence=(Evidence("policies", (full,)),))
    assert Particulars.from_data(new.to_data()) == new
