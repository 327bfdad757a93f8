"""Percentages, and the report's own JSON."""

import json
from dataclasses import replace

import pytest

from compliance.engine import assess
from compliance.refusals import Code, Refused
from compliance.report import Finding, Report, floored_percent
from tests.compliance.rosters import roster


@pytest.mark.parametrize(
    ("part", "total", "percent"),
    [
        (0, 0, 0),
        (0, 5, 0),
        (50, 251, 19),
        (50, 250, 20),
        (249, 250, 99),
        (250, 250, 100),
        (1, 3, 33),
        (2, 3, 66),
        (199, 1000, 19),
        (39_999, 40_000, 99),
        (1, 40_000, 0),
    ],
)
def test_percentages_are_floored(part: int, total: int, percent: int) -> None:
    assert floored_percent(part, total) == percent
    finding = Finding("first_aid", False, part, total, total, total - part, part)
    assert finding.percent == percent


@pytest.mark.parametrize(("part", "total"), [(1, 0), (6, 5), (-1, 5)])
def test_what_is_no_part_has_no_percentage(part: int, total: int) -> None:
    with pytest.raises(ValueError, match="isn't a part of"):
        floored_percent(part, total)


def test_report_reads_back_what_it_wrote() -> None:
    report = assess(roster("1c+4m+1p+1n", declared_sworn=9))

    assert Report.from_json(report.to_json()) == report
    assert Report.from_json(report.to_json(indent=2)) == report
    assert Report.from_data(report.to_data()) == report
    assert "\n" not in report.to_json()


def test_findings_by_name() -> None:
    report = assess(roster("1c"))

    assert report.met
    assert report.finding("policy") is report.findings[1]
    with pytest.raises(KeyError):
        replace(report, findings=()).finding("policy")


@pytest.mark.parametrize(
    ("change", "place", "code"),
    [
        ({"surprise": 1}, "surprise", Code.UNKNOWN_KEY),
        ({"verdict": "fine"}, "verdict", Code.NOT_A_CHOICE),
        ({"sworn": True}, "sworn", Code.WRONG_TYPE),
        ({"sworn": "5"}, "sworn", Code.WRONG_TYPE),
        ({"findings": None}, "findings", Code.WRONG_TYPE),
        ({"findings": [{}]}, "findings[0]", Code.MISSING_KEY),
        ({"warnings": [{"code": "x", "count": 1, "refs": []}]}, "warnings[0].code", Code.NOT_A_CHOICE),
        (
            {"warnings": [{"code": "excluded", "count": 1, "refs": [1]}]},
            "warnings[0].refs[0]",
            Code.WRONG_TYPE,
        ),
    ],
)
def test_a_report_is_read_strictly(change: dict[str, object], place: str, code: Code) -> None:
    data = assess(roster("1c")).to_data() | change

    with pytest.raises(Refused) as refused:
        Report.from_json(json.dumps(data))
    assert (refused.value.problems[0].place, refused.value.problems[0].code) == (place, code)
