"""What is refused of a facts file: each by place, reason and remedy."""

import json
import pickle
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from compliance.coherence import LONGEST_NAME, MOST_SWORN
from compliance.editions import Track
from compliance.facts import (
    Course,
    Facts,
    Headcount,
    Officer,
    Record,
)
from compliance.json_text import MAX_BYTES
from compliance.refusals import MAX_PROBLEMS, Code, Refused
from tests.compliance.facts_file import EXAMPLE, changed, problems, with_part

BAD_TEXT = [
    ("", "", Code.EMPTY),
    (b"", "", Code.EMPTY),
    ("  \n\t", "", Code.EMPTY),
    (b"\xff\xfe{\x00", "", Code.NOT_UTF8),
    (json.dumps(EXAMPLE).encode("utf-16"), "", Code.NOT_UTF8),
    ('{"as_of": "caf\xe9"}'.encode("latin-1"), "", Code.NOT_UTF8),
    ("as_of: 2025-06-15", "", Code.NOT_JSON),
    ('{"as_of": "2025-06-15",}', "", Code.NOT_JSON),
    ("{'as_of': '2025-06-15'}", "", Code.NOT_JSON),
    ('{"as_of": "2025-06-15"', "", Code.NOT_JSON),
    ('{"as_of": "2025-06-15"} {"as_of": "2025-06-15"}', "", Code.NOT_JSON),
    ('{"as_of": "2025-06-\n15"}', "", Code.NOT_JSON),
    ("[" * 200_000, "", Code.TOO_DEEP),
    ('{"as_of":' * 200_000, "", Code.TOO_DEEP),
    ("[" * 500 + "]" * 500, "", Code.WRONG_TYPE),
    (b" " * (MAX_BYTES + 1), "", Code.TOO_LARGE),
    ("null", "", Code.WRONG_TYPE),
    ("[]", "", Code.WRONG_TYPE),
    ("7", "", Code.WRONG_TYPE),
    ("NaN", "", Code.WRONG_TYPE),
    ('"2025-06-15"', "", Code.WRONG_TYPE),
    ("{}", "", Code.MISSING_KEY),
    ('{"as_of": "2025-06-15", "as_of": "2025-06-15"}', "", Code.DUPLICATE_KEY),
    (
        '{"as_of": "2025-06-15", "officers": [{"ref": "A"}, {"ref": "B", "ref": "C"}]}',
        "officers[1]",
        Code.DUPLICATE_KEY,
    ),
    ('{"as_of": "2025-06-15", "declared_sworn": NaN}', "declared_sworn", Code.WRONG_TYPE),
    ('{"as_of": "2025-06-15", "declared_sworn": -Infinity}', "declared_sworn", Code.WRONG_TYPE),
    ('{"as_of": "2025-06-15", "declared_sworn": 1' + "0" * 5_000 + "}", "declared_sworn", Code.OUT_OF_RANGE),
    ('{"as_of": "2025-06-15", "declared_sworn": 1' + "0" * 50 + "}", "declared_sworn", Code.OUT_OF_RANGE),
    ('{"as_of": "2025-06-15", "surprise": 1' + "0" * 5_000 + "}", "surprise", Code.UNKNOWN_KEY),
    ('{"as_of": "2025-06-15", "officers": [{"ref": "\\u0000"}]}', "officers[0].ref", Code.BAD_TEXT),
    ('{"as_of": "2025-06-15", "officers": [{"ref": "\\ud83d"}]}', "officers[0].ref", Code.BAD_TEXT),
]


@pytest.mark.parametrize(("source", "place", "code"), BAD_TEXT, ids=range(len(BAD_TEXT)))
def test_text_that_cannot_be_judged(source: str | bytes, place: str, code: Code) -> None:
    assert [(problem.place, problem.code) for problem in problems(source)] == [(place, code)]


@pytest.mark.parametrize(
    "hours", ["NaN", "Infinity", "-Infinity", "1e400", "1e99999999999999999999", "-1", "-0.5"]
)
def test_hours_beyond_all_bounds(hours: str) -> None:
    source = json.dumps(EXAMPLE).replace('"hours": 40, "completed_on"', f'"hours": {hours}, "completed_on"')
    (problem,) = problems(source)
    assert (problem.place, problem.code in (Code.OUT_OF_RANGE, Code.WRONG_TYPE)) == ("records[0].hours", True)


OFFICER, COURSE, RECORD = EXAMPLE["officers"][0], EXAMPLE["courses"][0], EXAMPLE["records"][0]
BAD_PARTS = [
    # the whole
    (changed(extra=1), "extra", Code.UNKNOWN_KEY),
    (changed(Officers=[]), "Officers", Code.UNKNOWN_KEY),
    (changed(**{"odd key": 1}), '["odd key"]', Code.UNKNOWN_KEY),
    (changed(as_of=None), "as_of", Code.WRONG_TYPE),
    (changed(as_of=20250615), "as_of", Code.WRONG_TYPE),
    (changed(as_of="2025-02-29"), "as_of", Code.NOT_A_DATE),
    (changed(as_of="15.06.2025"), "as_of", Code.NOT_A_DATE),
    (changed(as_of="1066-10-14"), "as_of", Code.IMPOSSIBLE_DATE),
    (changed(edition="2023"), "edition", Code.NOT_A_CHOICE),
    (changed(edition=2022), "edition", Code.WRONG_TYPE),
    (changed(edition=None), "edition", Code.WRONG_TYPE),
    (changed(currency="strict"), "currency", Code.NOT_A_CHOICE),
    (changed(currency=["advisory"]), "currency", Code.WRONG_TYPE),
    (changed(declared_sworn="40"), "declared_sworn", Code.WRONG_TYPE),
    (changed(declared_sworn=True), "declared_sworn", Code.WRONG_TYPE),
    (changed(declared_sworn=40.0), "declared_sworn", Code.WRONG_TYPE),
    (changed(declared_sworn=-1), "declared_sworn", Code.OUT_OF_RANGE),
    (changed(declared_sworn=MOST_SWORN + 1), "declared_sworn", Code.OUT_OF_RANGE),
    (changed(officers={}), "officers", Code.WRONG_TYPE),
    (changed(records=None), "records", Code.WRONG_TYPE),
    (changed(courses=[["CIT"]]), "courses[0]", Code.WRONG_TYPE),
    # officers
    (with_part("officers", hird_on=None), "officers[0].hird_on", Code.UNKNOWN_KEY),
    (with_part("officers", ref=1), "officers[0].ref", Code.WRONG_TYPE),
    (with_part("officers", sworn=1), "officers[0].sworn", Code.WRONG_TYPE),
    (with_part("officers", sworn="yes"), "officers[0].sworn", Code.WRONG_TYPE),
    (with_part("officers", sworn=None), "officers[0].sworn", Code.WRONG_TYPE),
    (with_part("officers", hired_on="2024-02-30"), "officers[0].hired_on", Code.NOT_A_DATE),
    (with_part("officers", hired_on="0202-01-01"), "officers[0].hired_on", Code.IMPOSSIBLE_DATE),
    (with_part("officers", separated_on="2019-03-31"), "officers[0].separated_on", Code.IMPOSSIBLE_DATE),
    (with_part("officers", excluded_because=""), "officers[0].excluded_because", Code.BAD_TEXT),
    (with_part("officers", excluded_because=True), "officers[0].excluded_because", Code.WRONG_TYPE),
    (changed(officers=[OFFICER, OFFICER]), "officers[1].ref", Code.DUPLICATE),
    (changed(officers=[OFFICER, {"sworn": True}]), "officers[1]", Code.MISSING_KEY),
    (changed(officers=[OFFICER, {"ref": " "}]), "officers[1].ref", Code.BAD_TEXT),
    (changed(officers=[OFFICER, {"ref": "x" * (LONGEST_NAME + 1)}]), "officers[1].ref", Code.OUT_OF_RANGE),
    # courses
    (changed(courses=[COURSE, COURSE]), "courses[1].code", Code.DUPLICATE),
    (with_part("courses", track="CIT"), "courses[0].track", Code.NOT_A_CHOICE),
    (with_part("courses", track=None), "courses[0].track", Code.WRONG_TYPE),
    (with_part("courses", hours="40"), "courses[0].hours", Code.WRONG_TYPE),
    (with_part("courses", hours=False), "courses[0].hours", Code.WRONG_TYPE),
    (with_part("courses", hours=-1), "courses[0].hours", Code.OUT_OF_RANGE),
    (with_part("courses", hours=10_000), "courses[0].hours", Code.OUT_OF_RANGE),
    (with_part("courses", standing="recognised"), "courses[0].standing", Code.NOT_A_CHOICE),
    (with_part("courses", valid_months=0), "courses[0].valid_months", Code.OUT_OF_RANGE),
    (with_part("courses", valid_months=36.5), "courses[0].valid_months", Code.WRONG_TYPE),
    (with_part("courses", valid_months=100_000), "courses[0].valid_months", Code.OUT_OF_RANGE),
    (with_part("courses", refresher="no"), "courses[0].refresher", Code.WRONG_TYPE),
    (changed(courses=[COURSE, {"code": "X", "track": "none"}]), "courses[1]", Code.MISSING_KEY),
    # records
    (with_part("records", officer="P002"), "records[0].officer", Code.UNKNOWN_OFFICER),
    (with_part("records", officer=" P001"), "records[0].officer", Code.UNKNOWN_OFFICER),
    (with_part("records", officer=1), "records[0].officer", Code.WRONG_TYPE),
    (with_part("records", course="cit"), "records[0].course", Code.UNKNOWN_COURSE),
    (with_part("records", hours="forty"), "records[0].hours", Code.WRONG_TYPE),
    (with_part("records", hours=0.1234567), "records[0].hours", Code.OUT_OF_RANGE),
    (with_part("records", completed_on="2024-02-30"), "records[0].completed_on", Code.NOT_A_DATE),
    (with_part("records", completed_on="20240301"), "records[0].completed_on", Code.NOT_A_DATE),
    (with_part("records", completed_on="2024-W01-1"), "records[0].completed_on", Code.NOT_A_DATE),
    (with_part("records", completed_on="2024-03-01T00:00"), "records[0].completed_on", Code.NOT_A_DATE),
    (with_part("records", completed_on="٢٠٢٤-03-01"), "records[0].completed_on", Code.NOT_A_DATE),
    (with_part("records", completed_on=45352), "records[0].completed_on", Code.WRONG_TYPE),
    (with_part("records", completed_on=None), "records[0].completed_on", Code.WRONG_TYPE),
    (with_part("records", completed_on="0202-03-01"), "records[0].completed_on", Code.IMPOSSIBLE_DATE),
    (with_part("records", expires_on="2024-02-29"), "records[0].expires_on", Code.IMPOSSIBLE_DATE),
    (with_part("records", offering=""), "records[0].offering", Code.BAD_TEXT),
    (with_part("records", offering=7), "records[0].offering", Code.WRONG_TYPE),
    (with_part("records", status="Completed"), "records[0].status", Code.NOT_A_CHOICE),
    (with_part("records", delivery="online"), "records[0].delivery", Code.NOT_A_CHOICE),
    (changed(records=[{"officer": "P001"}]), "records[0]", Code.MISSING_KEY),
    # head counts
    (
        changed(headcount={"sworn": 1, "cit": 1, "mhfa_without_cit": 0}),
        "headcount",
        Code.HEADCOUNT_WITH_ROSTER,
    ),
    # partnerships and policies
    (with_part("partnerships", ended_on="2023-01-04"), "partnerships[0].ended_on", Code.IMPOSSIBLE_DATE),
    (with_part("partnerships", nature=None), "partnerships[0].nature", Code.WRONG_TYPE),
    (with_part("partnerships", organisation="x"), "partnerships[0].organisation", Code.UNKNOWN_KEY),
    (with_part("policies", retired_on="2023-01-31"), "policies[0].retired_on", Code.IMPOSSIBLE_DATE),
    (with_part("policies", components="purpose"), "policies[0].components", Code.WRONG_TYPE),
    (with_part("policies", components=["purpose", 2]), "policies[0].components[1]", Code.WRONG_TYPE),
    (with_part("policies", components=["a", "\0"]), "policies[0].components[1]", Code.BAD_TEXT),
]


@pytest.mark.parametrize(("source", "place", "code"), BAD_PARTS, ids=range(len(BAD_PARTS)))
def test_parts_that_cannot_be_judged(source: str, place: str, code: Code) -> None:
    found = problems(source)

    assert (found[0].place, found[0].code) == (place, code)
    assert all(problem.code is Code.MISSING_KEY or len(found) == 1 for problem in found)
    # Each says how to fix it, after a semicolon, on one line of bearable length.
    assert all(
        "; " in problem.message and "\n" not in str(problem) and len(str(problem)) < 300 for problem in found
    )


@pytest.mark.parametrize("sign", [0, 0xD800, 0xDBFF, 0xDFFF])
@pytest.mark.parametrize("text", ["{}", "a{}", "{}b", "Zeile\n{}"])
def test_a_sign_that_is_no_text_is_refused_wherever_it_stands(text: str, sign: int) -> None:
    (problem,) = problems(with_part("partnerships", nature=text.format(chr(sign))))
    assert (problem.place, problem.code) == ("partnerships[0].nature", Code.BAD_TEXT)


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("x" * 50, "x" * 50),
        ("x" * 51, f'["{"x" * 50}\\u2026"]'),
        ("farbe\n", '["farbe\\n"]'),
        ("größe", '["gr\\u00f6\\u00dfe"]'),
        ("1st", '["1st"]'),
        ("", '[""]'),
    ],
)
def test_unknown_keys_are_named_on_one_short_line(key: str, place: str) -> None:
    (problem,) = problems(changed(**{key: None}))
    assert (problem.place, problem.code) == (place, Code.UNKNOWN_KEY)
    (problem,) = problems(with_part("officers", **{key: None}))
    assert problem.place == f"officers[0]{'' if place.startswith('[') else '.'}{place}"


@pytest.mark.parametrize(
    ("headcount", "found"),
    [
        ({"sworn": 40, "cit": 8, "mhfa_without_cit": 33}, [("headcount", Code.HEADCOUNT_TOO_HIGH)]),
        ({"sworn": 0, "cit": 1, "mhfa_without_cit": 0}, [("headcount", Code.HEADCOUNT_TOO_HIGH)]),
        ({"sworn": 40, "cit": -1, "mhfa_without_cit": 32}, [("headcount.cit", Code.OUT_OF_RANGE)]),
        ({"sworn": -1, "cit": 0, "mhfa_without_cit": 0}, [("headcount.sworn", Code.OUT_OF_RANGE)]),
        ({"sworn": 40, "cit": 8.0, "mhfa_without_cit": 32}, [("headcount.cit", Code.WRONG_TYPE)]),
        ({"sworn": 40, "cit": 8}, [("headcount", Code.MISSING_KEY)]),
        (
            {"sworn": 40, "cit": 8, "mhfa": 32},
            [("headcount.mhfa", Code.UNKNOWN_KEY), ("headcount", Code.MISSING_KEY)],
        ),
        ([40, 8, 32], [("headcount", Code.WRONG_TYPE)]),
    ],
)
def test_head_counts_that_cannot_be_judged(headcount: Any, found: list[tuple[str, Code]]) -> None:
    source = json.dumps({"as_of": "2025-06-15", "headcount": headcount})
    assert [(problem.place, problem.code) for problem in problems(source)] == found


def test_head_counts_with_a_record_are_a_record_of_nobody() -> None:
    source = changed(officers=[], headcount={"sworn": 1, "cit": 1, "mhfa_without_cit": 0})
    assert [problem.code for problem in problems(source)] == [Code.UNKNOWN_OFFICER]


def test_messages_name_place_reason_and_remedy() -> None:
    source = with_part("records", completed_on="2024-02-30", hours="forty", staus="passed")

    assert [str(problem) for problem in problems(source)] == [
        'records[0].staus: this key isn\'t known; did you mean "status"?',
        'records[0].hours: this is "forty"; write a number such as 8 or 13.5',
        'records[0].completed_on: "2024-02-30" isn\'t a day of the calendar (day is out of range for month); '
        "write year-month-day, such as 2024-02-29",
    ]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("null", "null"),
        ("true", "true"),
        ("7", "7"),
        ("1.50", "1.50"),
        ("[1]", "a list"),
        ("{}", "an object"),
        ("-Infinity", "-Infinity"),
        ("1" * 50, "1" * 50),
        ("1" * 51, "a number of many digits"),
        ("1" * 9_000, "a number of 9,000 digits"),
    ],
)
def test_messages_show_what_was_written(written: str, shown: str) -> None:
    (problem,) = problems(f'{{"as_of": "2025-06-15", "currency": {written}}}')
    assert problem.message.startswith(f"this is {shown}; ")


@pytest.mark.parametrize(("length", "end"), [(50, ""), (51, "\\u2026")])
def test_messages_cut_long_words(length: int, end: str) -> None:
    (problem,) = problems(changed(currency="x" * length))
    assert problem.message.startswith(f'"{"x" * 50}{end}" isn\'t known; ')


def test_messages_quote_no_officers_ref() -> None:
    secret = "BADGE-4711"
    person = {"ref": secret, "hired_on": "2020-01-02", "separated_on": "2020-01-01"}
    source = changed(
        officers=[OFFICER, person, person], records=[RECORD | {"officer": secret + "X", "offering": secret}]
    )

    found = problems(source)
    assert {problem.code for problem in found} == {Code.IMPOSSIBLE_DATE, Code.DUPLICATE, Code.UNKNOWN_OFFICER}
    assert secret not in "".join(map(str, found))


def test_all_problems_are_reported_up_to_a_bound() -> None:
    few = problems(changed(officers=[{"ref": 1}, OFFICER, {"ref": "B", "sworn": 1}], currency="x"))
    assert [problem.place for problem in few] == ["currency", "officers[0].ref", "officers[2].sworn"]

    assert len(problems(changed(officers=[{"ref": number} for number in range(1_000)]))) == MAX_PROBLEMS
    strangers = [RECORD | {"officer": f"X{number}"} for number in range(1_000)]
    assert len(problems(changed(records=strangers))) == MAX_PROBLEMS


def test_facts_from_elsewhere_are_held_to_the_same() -> None:
    with pytest.raises(Refused, match=r"officers\[1\].ref"):
        Facts(date(2025, 1, 1), officers=(Officer("A"), Officer("A")))
    with pytest.raises(Refused, match="edition"):
        Facts(date(2025, 1, 1), edition="1999")
    with pytest.raises(Refused, match=r"records\[0\].officer"):
        Facts(date(2025, 1, 1), records=(Record("A", "C", 40, date(2024, 1, 1)),))
    with pytest.raises(Refused, match="count each officer once"):
        Facts(date(2025, 1, 1), headcount=Headcount(5, 3, 3))
    with pytest.raises(Refused, match=r"courses\[0\].hours"):
        Facts(date(2025, 1, 1), courses=(Course("C", Track.CIT, Decimal("NaN")),))


def test_a_refusal_survives_pickling() -> None:
    refused = Refused(problems("{}"))
    assert pickle.loads(pickle.dumps(refused)).problems == refused.problems  # noqa: S301
    assert str(refused) == '"as_of" is missing; add it'
