"""Plain words: counts first, exactly what is missing, and no word for the wrong case."""

from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest

from common.addresses import reverse
from compliance.editions import EDITIONS, Track
from compliance.engine import assess
from compliance.facts import Course, Facts, Headcount, Officer, Partnership, Policy, Record, Standing
from compliance.refusals import Code, Problem
from compliance.report import Finding, Warning, WarningCode
from pledges import messages
from pledges.lifecycle import State
from rehearsal.factories.pledges import COMMITMENTS
from training.filters import OFFICER_CHOICES, RECORD_CHOICES

pytestmark = pytest.mark.usefixtures("at_an_agency")

AS_OF = date(2025, 6, 15)
CIT, FIRST_AID = "crisis_intervention", "first_aid"


def counted(sworn: int, cit: int, mhfa: int, edition: str = "2022") -> Facts:
    return Facts(AS_OF, edition=edition, headcount=Headcount(sworn, cit, mhfa))


def finding(requirement: str, facts: Facts) -> Finding:
    return assess(facts).finding(requirement)


@pytest.mark.parametrize(
    ("facts", "cit", "first_aid"),
    [
        (
            counted(41, 8, 33),
            "8 of 41 sworn officers; 9 needed, 1 more to train",
            "41 of 41 sworn officers; 41 needed",
        ),
        (
            counted(41, 7, 30),
            "7 of 41 sworn officers; 9 needed, 2 more to train",
            "37 of 41 sworn officers; 41 needed, 4 more to train",
        ),
        (
            counted(41, 9, 31),
            "9 of 41 sworn officers; 9 needed",
            "40 of 41 sworn officers; 41 needed, 1 more to train",
        ),
        (Facts(AS_OF), "No sworn officers are recorded yet", "No sworn officers are recorded yet"),
    ],
)
def test_found_in_training(facts: Facts, cit: str, first_aid: str) -> None:
    assert messages.found(finding(CIT, facts)) == cit
    assert messages.found(finding(FIRST_AID, facts)) == first_aid


@pytest.mark.parametrize(
    ("partnerships", "words"),
    [
        (
            (),
            [
                "Add the community mental health organization that you work with, the start date, and what you do together."
            ],
        ),
        (
            (Partnership("1", "County", "", None),),
            ["Enter when the partnership with County started.", "Describe what you do together with County."],
        ),
        (
            (Partnership("1", "County", "co-response", date(2025, 7, 1)),),
            ["The partnership with County begins on July 1, 2025."],
        ),
        (
            (Partnership("1", "County", "co-response", date(2023, 1, 1), date(2025, 6, 15)),),
            [
                "The partnership with County ended on June 15, 2025.",
                "Add the community mental health organization that you work with, the start date, and what you do together.",
            ],
        ),
        ((Partnership("1", "County", "co-response", date(2023, 1, 1)),), []),
    ],
)
def test_missing_of_the_partnership(partnerships: tuple[Partnership, ...], words: list[str]) -> None:
    facts = Facts(AS_OF, partnerships=partnerships)
    assert [point.text for point in messages.missing(finding("partnership", facts), facts)] == words


@pytest.mark.parametrize(
    ("policies", "words"),
    [
        ((), ["Add your policy, the day it was adopted, and its main components."]),
        (
            (Policy("1", "Order 12"),),
            [
                "Enter when Order 12 was adopted. Until then it counts as a draft.",
                "Check the main components of Order 12.",
            ],
        ),
        (
            (Policy("1", "Order 12", date(2025, 7, 1), None, ("purpose",)),),
            ["Order 12 comes into force on July 1, 2025."],
        ),
        (
            (Policy("1", "Order 12", date(2023, 7, 1), date(2025, 1, 1), ("purpose",)),),
            [
                "Order 12 was retired on Jan. 1, 2025.",
                "Add your policy, the day it was adopted, and its main components.",
            ],
        ),
        ((Policy("1", "Order 12", date(2023, 7, 1), None, ("purpose",)),), []),
        # The shortest way first: one check mark, before two gaps, before waiting, before what is over.
        (
            (
                Policy("1", "Old", date(2020, 1, 1), date(2025, 1, 1), ("purpose",)),
                Policy("2", "Later", date(2040, 1, 1), None, ("purpose",)),
                Policy("3", "Blank"),
                Policy("4", "Nearly", date(2023, 1, 1)),
            ),
            [
                "Check the main components of Nearly.",
                "Enter when Blank was adopted. Until then it counts as a draft.",
                "Check the main components of Blank.",
                "Later comes into force on Jan. 1, 2040.",
                "Old was retired on Jan. 1, 2025.",
            ],
        ),
    ],
)
def test_missing_of_the_policy(policies: tuple[Policy, ...], words: list[str]) -> None:
    facts = Facts(AS_OF, policies=policies)
    assert [point.text for point in messages.missing(finding("policy", facts), facts)] == words


@pytest.mark.parametrize(
    ("edition", "words"),
    [
        ("2022", "1 sworn officer has neither crisis-intervention training nor Mental Health First Aid."),
        ("2016", "8 sworn officers still need Mental Health First Aid."),
    ],
)
def test_missing_of_first_aid_by_edition(edition: str, words: str) -> None:
    facts = counted(40, 7, 32, edition)
    assert messages.missing(finding(FIRST_AID, facts), facts)[0].text == words


def test_missing_of_crisis_intervention_leads_to_the_roster_or_the_head_counts() -> None:
    by_counts = counted(40, 7, 33)
    by_roster = Facts(AS_OF, officers=(Officer("1"),))
    assert messages.missing(finding(CIT, by_counts), by_counts) == [
        messages.Point(
            "1 more sworn officer needs crisis-intervention training (CIT, CRIT or an approved equivalent).",
            reverse("training:headcount"),
        )
    ]
    officers = reverse("training:officers")
    assert (
        messages.missing(finding(CIT, by_roster), by_roster)[0].url
        == f"{officers}?training=no_cit&kind=sworn"
    )
    needs = f"{officers}?training=needs_training&kind=sworn"
    assert messages.missing(finding(FIRST_AID, by_roster), by_roster)[0].url == needs
    assert [point.url for point in messages.missing(finding(CIT, Facts(AS_OF)), Facts(AS_OF))] == [
        reverse("roster_import:index"),
        reverse("training:headcount"),
    ]


def test_missing_says_when_a_decision_would_be_enough() -> None:
    facts = Facts(
        AS_OF,
        officers=(Officer("1"),),
        courses=(Course("X", Track.CIT, 40, Standing.PENDING),),
        records=(Record("1", "X", 40, date(2024, 1, 1)),),
    )
    texts = [point.text for point in messages.missing(finding(CIT, facts), facts)]
    assert texts[1:] == ["It would be met if the courses that wait for a decision are approved."]


@pytest.mark.parametrize("code", WarningCode)
@pytest.mark.parametrize("count", [1, 2])
def test_every_warning_has_words_in_singular_and_plural(code: WarningCode, count: int) -> None:
    point = messages.warning(Warning(code, count, ()))
    assert str(count) in point.text
    assert "%" not in point.text
    assert ("officers" in point.text) == (count == 2)
    assert point.url


def test_every_narrowed_list_knows_what_it_is_narrowed_to() -> None:
    by_roster = Facts(AS_OF, officers=(Officer("1"),))
    urls = [messages.missing(finding(one, by_roster), by_roster)[0].url for one in (CIT, FIRST_AID)]
    urls += [messages.warning(Warning(code, 1, ())).url for code in WarningCode]
    asked = {pair for url in urls for pair in parse_qsl(urlsplit(str(url)).query)}
    known = {
        (name, key) for name, choices in (OFFICER_CHOICES | RECORD_CHOICES).items() for key, _label in choices
    }
    assert asked - known == set()
    assert len(asked) == 8


@pytest.mark.parametrize("code", Code)
@pytest.mark.parametrize(
    "place", ["officers[3].hired_on", "headcount", "declared_sworn", "", "policies[0].components[1]"]
)
def test_every_refusal_has_words_and_quotes_nothing(code: Code, place: str) -> None:
    point = messages.refusal(Problem(place, code, "secret P007"))
    assert point.text
    assert "%" not in point.text
    assert "P007" not in point.text


def test_a_refusal_counts_rows_from_one() -> None:
    point = messages.refusal(Problem("officers[3].separated_on", Code.IMPOSSIBLE_DATE, ""))
    assert point.text == "In the roster, number 4 has dates that can't be right: one comes before another."
    assert point.url == reverse("training:officers")


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("code", COMMITMENTS)
def test_every_commitment_in_full(code: str, edition: str) -> None:
    text = messages.commitment(code, EDITIONS[edition])
    assert text.endswith(".")
    assert "%" not in text


def test_commitments_carry_the_editions_figures() -> None:
    assert "at least 20 percent" in messages.commitment("crisis_intervention", EDITIONS["2022"])
    assert "within 12 to 36 months" in messages.commitment("report", EDITIONS["2022"])
    assert "every other sworn officer" in messages.commitment("first_aid", EDITIONS["2022"])
    assert "every sworn officer" in messages.commitment("first_aid", EDITIONS["2016"])


@pytest.mark.parametrize("state", State)
def test_every_state_says_why_a_step_is_closed(state: State) -> None:
    assert messages.transition_closed(state).endswith(".")


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Facts(AS_OF), ["not_started"] * 4),
        (counted(10, 0, 0), ["not_started", "not_started", "not_met", "not_met"]),
        (counted(10, 1, 9), ["not_started", "not_started", "in_progress", "met"]),
        (
            Facts(AS_OF, partnerships=(Partnership("1", "County"),), policies=(Policy("1", "Order"),)),
            ["in_progress", "in_progress", "not_started", "not_started"],
        ),
    ],
)
def test_standing_of_each_practice(facts: Facts, expected: list[str]) -> None:
    assert [messages.standing(one, facts) for one in assess(facts).findings] == expected


def test_a_roster_of_nobody_sworn_says_so() -> None:
    facts = Facts(AS_OF, officers=(Officer("1", separated_on=AS_OF),))
    assert [point.text for point in messages.missing(finding(CIT, facts), facts)] == [
        "No recorded person counts as a sworn officer today. Check who is sworn, hired and separated."
    ]
    assert messages.found(finding(CIT, facts)) == "No sworn officers are recorded yet"


def test_a_declared_number_alone_is_no_one_recorded() -> None:
    facts = Facts(AS_OF, declared_sworn=40)
    assert messages.standing(finding(CIT, facts), facts) == "not_started"
    assert messages.missing(finding(CIT, facts), facts)[0].text.startswith("Import your officers")
