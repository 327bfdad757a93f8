"""The first words for the statements."""

from datetime import date

import pytest

from agencies.models import Agency
from compliance.editions import Track
from compliance.engine import assess
from compliance.facts import Course, Facts, Headcount, Officer, Partnership, Policy, Record
from pledges import drafting
from pledges.queries import Assessment

AS_OF = date(2025, 6, 15)
AGENCY = Agency(name="Stockbridge", head_name="Jordan Ellis", head_title="Chief of Police")


def suggested(facts: Facts) -> drafting.Suggestion:
    return drafting.suggest(AGENCY, Assessment(facts, assess(facts)))


def roster(cit: int, mhfa: int, none: int = 0, edition: str = "2022") -> Facts:
    taken = ["CIT"] * cit + ["MHFA"] * mhfa + [""] * none
    return Facts(
        AS_OF,
        edition=edition,
        officers=(*(Officer(str(n)) for n in range(len(taken))), Officer("D", sworn=False)),
        courses=(Course("CIT", Track.CIT, 40), Course("MHFA", Track.MHFA, 8)),
        records=(
            *(Record(str(n), code, 40, date(2024, 1 + n % 3, 5)) for n, code in enumerate(taken) if code),
            Record("D", "MHFA", 8, date(2024, 2, 5)),
        ),
    )


def test_training_met_on_a_roster() -> None:
    assert suggested(roster(2, 4)).statements["crisis_intervention"] == (
        "As of June 15, 2025 our agency has 6 sworn officers. 2 of them have completed crisis-intervention training "
        "(CIT, CRIT or an approved equivalent); the pledge asks for at least 2. Everyone else has completed Mental "
        "Health First Aid or an approved equivalent: 6 of 6 in all. The training took place between January 2024 and "
        "March 2024. In addition, 1 member of our non-sworn staff was trained."
    )


@pytest.mark.parametrize(
    ("edition", "words"),
    [
        ("2022", "5 of 6 have either that training or Mental Health First Aid (or an approved equivalent)."),
        ("2016", "4 of 6 have completed Mental Health First Aid or an approved equivalent."),
    ],
)
def test_training_not_met_says_the_figures_as_they_are(edition: str, words: str) -> None:
    assert words in suggested(roster(1, 4, 1, edition)).statements["crisis_intervention"]


def test_head_counts_are_said_to_be_that() -> None:
    text = suggested(Facts(AS_OF, headcount=Headcount(1, 1, 0))).statements["crisis_intervention"]
    assert text.startswith("As of June 15, 2025 our agency has 1 sworn officer. 1 of them has completed")
    assert text.endswith("These figures are head counts reported by our agency.")


def test_only_what_is_active_and_in_force_is_named() -> None:
    facts = Facts(
        AS_OF,
        headcount=Headcount(1, 1, 0),
        partnerships=(
            Partnership("1", "County", "Clinicians ride along.", date(2023, 1, 5)),
            Partnership("2", "City", "Ended.", date(2020, 1, 5), date(2021, 1, 5)),
        ),
        policies=(
            Policy("1", "Order 12-4", date(2023, 2, 1), None, ("purpose", "response")),
            Policy("2", "Order 9", None, None, ("purpose",)),
        ),
    )
    found = suggested(facts)
    assert (
        found.statements["partnership"]
        == "Since Jan. 5, 2023 we have worked with County: Clinicians ride along."
    )
    assert found.statements["policy"] == (
        "Order 12-4 has been in force since Feb. 1, 2023. Its main components: Purpose and guiding principles; "
        "Response and de-escalation on scene."
    )
    assert (found.signatory_name, found.signatory_title) == ("Jordan Ellis", "Chief of Police")


def test_nothing_recorded_suggests_nothing() -> None:
    found = suggested(Facts(AS_OF))
    assert set(found.statements.values()) == {""}
