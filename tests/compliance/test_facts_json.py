"""The facts file: what it may hold, what may be left out, and that it is kept exactly."""

import json
from datetime import date
from decimal import Decimal

import pytest

from compliance.coherence import LONGEST_NAME, LONGEST_TEXT, MOST_HOURS, MOST_MONTHS, MOST_SWORN
from compliance.editions import Track
from compliance.engine import assess
from compliance.facts import (
    Course,
    Currency,
    Delivery,
    Facts,
    Officer,
    Partnership,
    Policy,
    Record,
    Standing,
    Status,
)
from tests.compliance.facts_file import EXAMPLE, changed, with_part


def test_the_example_of_the_rule_is_read_and_written_as_it_stands() -> None:
    text = json.dumps(EXAMPLE)
    facts = Facts.from_json(text)

    assert facts == Facts(
        as_of=date(2025, 6, 15),
        officers=(Officer("P001", hired_on=date(2019, 4, 1)),),
        courses=(Course("CIT", Track.CIT, 40),),
        records=(Record("P001", "CIT", 40, date(2024, 3, 1)),),
        partnerships=(Partnership("1", "County Behavioral Health", "co-response", date(2023, 1, 5)),),
        policies=(Policy("1", "GO 12-4", date(2023, 2, 1), None, ("purpose", "response")),),
    )
    assert json.dumps(facts.to_data()) == text
    assert facts.to_json() == json.dumps(EXAMPLE, separators=(",", ":"))
    assert assess(facts).verdict == "met"


def test_everything_but_the_day_may_be_left_out() -> None:
    facts = Facts.from_json('{"as_of": "2025-06-15"}')

    assert facts == Facts(
        as_of=date(2025, 6, 15),
        edition="2022",
        currency=Currency.ADVISORY,
        declared_sworn=None,
        officers=(),
        courses=(),
        records=(),
        headcount=None,
        partnerships=(),
        policies=(),
    )
    assert assess(facts).verdict == "not_assessable"


def test_defaults_of_the_parts() -> None:
    facts = Facts.from_data(
        {
            "as_of": "2025-06-15",
            "officers": [{"ref": "A"}],
            "courses": [{"code": "C", "track": "cit", "hours": 40}],
            "records": [{"officer": "A", "course": "C", "hours": 40, "completed_on": "2024-01-01"}],
            "partnerships": [{}],
            "policies": [{}],
        }
    )

    assert facts.officers == (Officer("A", True, None, None, None, None),)
    assert facts.courses == (Course("C", Track.CIT, 40, Standing.RECOGNIZED, None, False),)
    assert facts.records == (
        Record("A", "C", 40, date(2024, 1, 1), None, Status.COMPLETED, Delivery.IN_PERSON, None),
    )
    assert facts.partnerships == (Partnership("", "", "", None, None),)
    assert facts.policies == (Policy("", "", None, None, ()),)
    assert [finding.met for finding in assess(facts).findings] == [False, False, True, True]


@pytest.mark.parametrize(
    ("written", "value", "rewritten"),
    [
        ("40", 40, "40"),
        ("13.5", Decimal("13.5"), "13.5"),
        ("40.0", 40, "40"),
        ("4e1", 40, "40"),
        ("7.333333", Decimal("7.333333"), "7.333333"),
        ("0.1", Decimal("0.1"), "0.1"),
        ("0.000001", Decimal("0.000001"), "1e-06"),
        ("9998.999999", Decimal("9998.999999"), "9998.999999"),
        ("-0", 0, "0"),
    ],
)
def test_hours_are_exact(written: str, value: int | Decimal, rewritten: str) -> None:
    source = json.dumps(EXAMPLE).replace('"hours": 40, "completed_on"', f'"hours": {written}, "completed_on"')
    facts = Facts.from_json(source)

    assert facts.records[0].hours == value
    assert f'"hours":{rewritten},"completed_on"' in facts.to_json()
    assert Facts.from_json(facts.to_json()) == facts
    assert Facts.from_data(json.loads(facts.to_json())) == facts


def test_hours_from_a_database_are_written_without_idle_zeros() -> None:
    facts = Facts(
        date(2025, 1, 1), courses=(Course("C", Track.CIT, Decimal("40.00")), Course("M", Track.MHFA, 8))
    )

    assert [course["hours"] for course in facts.to_data()["courses"]] == [40, 8]
    assert Facts.from_json(facts.to_json()) == facts


def test_a_byte_order_mark_is_passed_over() -> None:
    source = json.dumps(EXAMPLE)
    assert Facts.from_json(b"\xef\xbb\xbf" + source.encode()) == Facts.from_json("\ufeff" + source)


def test_letters_of_all_alphabets_are_kept() -> None:
    source = with_part("partnerships", nature="Zusammenarbeit: Müller & 李 🧠\nsecond line")
    facts = Facts.from_json(source)
    assert facts.partnerships[0].nature == "Zusammenarbeit: Müller & 李 🧠\nsecond line"
    assert Facts.from_json(facts.to_json()) == facts
    assert facts.to_json().isascii()


@pytest.mark.parametrize(
    "source",
    [
        changed(as_of="1900-01-01"),
        changed(as_of="9999-12-31"),
        changed(declared_sworn=0),
        changed(declared_sworn=MOST_SWORN),
        with_part("officers", hired_on="1900-01-01"),
        with_part("officers", separated_on="2019-04-01"),
        with_part("officers", excluded_because="x" * LONGEST_TEXT),
        changed(officers=[EXAMPLE["officers"][0], EXAMPLE["officers"][0] | {"ref": "x" * LONGEST_NAME}]),
        with_part("courses", hours=0),
        with_part("courses", hours=MOST_HOURS),
        with_part("courses", hours=MOST_HOURS - 0.5),
        with_part("courses", valid_months=1),
        with_part("courses", valid_months=MOST_MONTHS),
        with_part("records", hours=0),
        with_part("records", hours=MOST_HOURS),
        with_part("records", completed_on="1900-01-01"),
        with_part("records", completed_on="2030-01-01"),
        with_part("records", expires_on="2024-03-01"),
        with_part("records", offering="\ue000"),
        with_part("partnerships", ended_on="2023-01-05"),
        with_part("policies", retired_on="2023-02-01"),
    ],
)
def test_what_is_just_within_bounds_is_taken(source: str) -> None:
    assert Facts.from_json(source).to_data() == json.loads(source)
