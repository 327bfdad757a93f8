"""What holds of every roster."""

import json
from dataclasses import replace
from datetime import date
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.editions import EDITIONS, PRACTICES, Track
from compliance.engine import assess
from compliance.facts import Course, Currency, Facts, Officer, Record
from compliance.officers import officer_statuses
from compliance.refusals import Problem, Refused
from compliance.report import Report, Verdict, WarningCode
from tests.compliance.rosters import took
from tests.compliance.strategies import AS_OF, headcounts, rosters

FULL_CIT = Course("full cit course", Track.CIT, 40)
FULL_MHFA = Course("full mhfa course", Track.MHFA, 8)
any_facts = rosters() | headcounts()


def figures(facts: Facts) -> list[int]:
    return [
        number
        for finding in assess(facts).findings
        for number in (finding.actual, finding.if_pending_approved)
    ]


@given(rosters().filter(lambda facts: facts.officers), st.data())
def test_adding_a_qualified_record_never_lowers_a_count(facts: Facts, data: st.DataObject) -> None:
    course = data.draw(st.sampled_from([FULL_CIT, FULL_MHFA]))
    ref = data.draw(st.sampled_from([officer.ref for officer in facts.officers]))
    day = data.draw(st.dates(date(2019, 1, 1), AS_OF))
    more = replace(facts, courses=(*facts.courses, course))
    before = figures(more)
    after = figures(replace(more, records=(*more.records, took(ref, course, completed_on=day))))

    assert all(late >= early for early, late in zip(before, after, strict=True))
    assert assess(more).sworn == assess(facts).sworn


@given(rosters().filter(lambda facts: facts.officers and facts.courses), st.data())
def test_adding_any_record_without_an_own_expiry_never_lowers_a_count(
    facts: Facts, data: st.DataObject
) -> None:
    course = data.draw(st.sampled_from(facts.courses))
    record = Record(
        officer=data.draw(st.sampled_from([officer.ref for officer in facts.officers])),
        course=course.code,
        hours=data.draw(st.integers(0, 60)),
        completed_on=data.draw(st.dates(date(2019, 1, 1), date(2026, 1, 1))),
        offering=data.draw(st.sampled_from([None, "A", "B"])),
    )
    after = figures(replace(facts, records=(*facts.records, record)))

    assert all(late >= early for early, late in zip(figures(facts), after, strict=True))


@given(rosters(), st.randoms(use_true_random=False))
def test_the_report_does_not_depend_on_order(facts: Facts, random: Random) -> None:
    def shuffled(group: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(random.sample(group, len(group)))

    names = ("officers", "courses", "records", "partnerships", "policies")
    mixed = replace(facts, **{name: shuffled(getattr(facts, name)) for name in names})
    assert assess(mixed) == assess(facts)


@given(any_facts)
def test_facts_and_report_round_trip_exactly_through_json(facts: Facts) -> None:
    text = facts.to_json()
    again = Facts.from_json(text)
    assert again == facts
    assert again.to_json() == text
    assert Facts.from_data(json.loads(text)) == facts  # floats, as a database's JSON column gives them

    report = assess(facts)
    assert Report.from_json(report.to_json()) == report
    assert Report.from_json(report.to_json()).to_json() == report.to_json()
    assert assess(again) == report


@given(any_facts)
def test_the_report_is_coherent(facts: Facts) -> None:
    report = assess(facts)

    assert [finding.requirement for finding in report.findings] == list(PRACTICES)
    for finding in report.findings:
        assert 0 <= finding.actual <= finding.if_pending_approved <= finding.out_of
        assert finding.shortfall == max(0, finding.needed - finding.actual)
        assert finding.met == (finding.shortfall == 0 and (finding.out_of > 0))
        assert 0 <= finding.percent <= 100
        assert (finding.percent == 100) == (finding.actual == finding.out_of > 0)
    assert all(finding.out_of == report.sworn for finding in report.findings[2:])
    assert report.finding("crisis_intervention").needed == (report.sworn + 4) // 5
    assert report.finding("first_aid").needed == report.sworn

    if report.sworn == 0:
        assert report.verdict is report.training is Verdict.NOT_ASSESSABLE
    else:
        assert (report.verdict is Verdict.MET) == all(finding.met for finding in report.findings)
        assert (report.training is Verdict.MET) == all(finding.met for finding in report.findings[2:])

    refs = {officer.ref for officer in facts.officers}
    assert [warning.code for warning in report.warnings] == [
        code for code in WarningCode if report.warning(code) is not None
    ]
    for warning in report.warnings:
        assert warning.count > 0
        assert list(warning.refs) == sorted(set(warning.refs))
        assert set(warning.refs) <= refs
        if warning.code not in (WarningCode.ROSTER_ABOVE_DECLARED, WarningCode.ROSTER_BELOW_DECLARED):
            assert warning.count == len(warning.refs)


@given(rosters())
def test_the_report_counts_what_the_standings_list(facts: Facts) -> None:
    report, people = assess(facts), [person for person in officer_statuses(facts) if person.counted]

    assert report.finding("crisis_intervention").actual == sum(person.cit.counts for person in people)
    assert report.finding("first_aid").actual == sum(person.covered for person in people)
    assert report.finding("first_aid").if_pending_approved == sum(p.covered_if_approved for p in people)
    listed = report.sworn if facts.declared_sworn is None else max(len(people), report.sworn)
    assert listed == report.sworn >= len(people)


@given(rosters(Currency.ADVISORY))
def test_binding_currency_never_counts_more(facts: Facts) -> None:
    binding = replace(facts, currency=Currency.BINDING)
    assert all(late <= early for early, late in zip(figures(facts), figures(binding), strict=True))


@given(rosters())
def test_the_newer_edition_never_counts_less(facts: Facts) -> None:
    older, newer = (figures(replace(facts, edition=code)) for code in ("2016", "2022"))
    assert all(late >= early for early, late in zip(older, newer, strict=True))


@given(rosters())
def test_approving_what_is_pending_gives_what_was_foretold(facts: Facts) -> None:
    approved = replace(
        facts,
        courses=tuple(
            replace(course, standing="approved") if course.standing == "pending" else course
            for course in facts.courses
        ),
    )
    foretold = [finding.if_pending_approved for finding in assess(facts).findings]
    assert [finding.actual for finding in assess(approved).findings] == foretold


@given(rosters())
def test_people_who_do_not_count_change_nothing(facts: Facts) -> None:
    gone = {
        person.ref
        for person in officer_statuses(facts)
        if not person.counted and person.left_out != "excluded"
    }
    without = replace(
        facts,
        officers=tuple(officer for officer in facts.officers if officer.ref not in gone),
        records=tuple(record for record in facts.records if record.officer not in gone),
    )
    assert assess(without) == assess(facts)


@given(
    st.integers(0, 60),
    st.integers(0, 60),
    st.integers(0, 60),
    st.integers(0, 60),
    st.sampled_from(list(EDITIONS)),
)
@settings(max_examples=60)
def test_a_roster_and_its_arithmetic_agree(
    cit: int, mhfa: int, both: int, neither: int, edition: str
) -> None:
    held = [(True, False)] * cit + [(False, True)] * mhfa + [(True, True)] * both + [(False, False)] * neither
    people = [Officer(f"{number}") for number in range(len(held))]
    records = [
        took(person.ref, course)
        for person, holds in zip(people, held, strict=True)
        for course, has in zip((FULL_CIT, FULL_MHFA), holds, strict=True)
        if has
    ]
    facts = Facts(
        AS_OF, edition, officers=tuple(people), courses=(FULL_CIT, FULL_MHFA), records=tuple(records)
    )
    sworn = cit + mhfa + both + neither
    report = assess(facts)

    enough = 5 * (cit + both) >= sworn
    everybody = neither == 0 and (edition == "2022" or cit == 0)
    expected = (
        Verdict.NOT_ASSESSABLE if sworn == 0 else Verdict.MET if enough and everybody else Verdict.NOT_MET
    )
    assert (report.sworn, report.training) == (sworn, expected)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)


def outcome(source: str | bytes) -> Report | tuple[Problem, ...]:
    """The report, or what is refused; anything else that goes wrong fails the test."""
    try:
        return assess(Facts.from_json(source))
    except Refused as refused:
        return refused.problems


@given(st.dictionaries(st.sampled_from([*Facts.__slots__, "extra"]), json_values))
def test_whatever_json_is_given_is_judged_or_refused_by_name(data: dict[str, object]) -> None:
    for source in (data, data | {"as_of": "2025-06-15"}):
        result = outcome(json.dumps(source))
        assert isinstance(result, Report) or (result and all("\n" not in str(problem) for problem in result))


@given(st.binary(max_size=60) | st.text(max_size=60))
def test_whatever_bytes_are_given_are_refused(source: bytes | str) -> None:
    assert not isinstance(outcome(source), Report)
