"""Generated facts: small rosters in which everything that the rule speaks of happens often."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from compliance.editions import EDITIONS, Track
from compliance.facts import (
    Course,
    Currency,
    Delivery,
    Facts,
    Headcount,
    Officer,
    Partnership,
    Policy,
    Record,
    Standing,
    Status,
)

# Few days, close to AS_OF and to three years before it, so that edges are hit.
AS_OF = date(2025, 6, 15)
days = st.sampled_from(
    [
        date(2019, 1, 1),
        date(2022, 6, 14),
        date(2022, 6, 15),
        date(2024, 3, 1),
        date(2025, 6, 14),
        AS_OF,
        date(2025, 6, 16),
    ]
) | st.dates(date(2019, 1, 1), date(2026, 12, 31))
maybe_day = st.none() | days
hours = st.sampled_from([4, 8, 39, 40, Decimal("13.5"), Decimal("7.99"), 20]) | st.decimals(
    0, 60, places=2, allow_nan=False
)
# Anything that can stand in a file: letters of all alphabets, but no halves of characters.
names = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=8
).filter(str.strip)
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)

courses = st.builds(
    Course,
    code=st.just(""),
    track=st.sampled_from(Track),
    hours=st.sampled_from([4, 8, 16, 40, 48, Decimal("13.5")]),
    standing=st.sampled_from(Standing),
    valid_months=st.sampled_from([None, None, 12, 36]),
    refresher=st.booleans(),
)


# Chance alone rarely makes a course of the right length, taken whole by an officer who counts, and still in force. So rosters
# are mostly of officers who took one of these courses, each in a way that gives another state; the rest is anything.
TAUGHT = [
    Course("crisis course", Track.CIT, 40),
    Course("crisis course of an agency", Track.CIT, 40, standing=Standing.PENDING),
    Course("aid course", Track.MHFA, 8),
    Course("aid course of an agency", Track.MHFA, 8, standing=Standing.PENDING),
]
OF_TRACK = {Track.CIT: TAUGHT[:2], Track.MHFA: TAUGHT[2:]}
TAKEN = ["current", "lapsed", "pending", "short", "recorded", "sessions", "refreshed"]


def taken(ref: str, track: Track, how: str) -> list[Record]:
    """The records of an officer who took a track's course in a way of TAKEN."""
    known, pending = OF_TRACK[track]
    whole = Record(ref, known.code, known.hours, date(2025, 6, 14), delivery=Delivery.IN_PERSON)
    past = replace(whole, completed_on=date(2022, 6, 14), expires_on=date(2024, 3, 1))
    half = replace(whole, hours=Decimal(known.hours) / 2, offering="A")
    return {
        "current": [whole],
        "lapsed": [past],
        "pending": [replace(whole, course=pending.code)],
        "short": [replace(whole, hours=known.hours - 1)],
        "recorded": [replace(whole, delivery=Delivery.RECORDED)],
        "sessions": [half, replace(half, completed_on=AS_OF)],
        "refreshed": [past, whole],
    }[how]


@st.composite
def officers(draw: st.DrawFn, ref: str) -> Officer:
    """Someone of the roster: in the sworn strength, or left out of it in any way."""
    hired, separated = draw(maybe_day | st.just(date(2025, 6, 16))), draw(maybe_day)
    if hired and separated and separated < hired:
        hired, separated = separated, hired
    if draw(st.sampled_from([True, True, False])):
        return Officer(ref=ref, on_leave_since=draw(st.none() | maybe_day))
    return Officer(
        ref=ref,
        sworn=draw(st.sampled_from([True, True, True, False])),
        hired_on=hired,
        separated_on=separated if draw(st.booleans()) else None,
        on_leave_since=draw(maybe_day),
        excluded_because=draw(st.sampled_from([None, None, None, "long illness"])),
    )


@st.composite
def records(draw: st.DrawFn, refs: list[str], codes: list[str]) -> Record:
    completed_on = draw(days)
    expires_on = draw(maybe_day)
    return Record(
        officer=draw(st.sampled_from(refs)),
        course=draw(st.sampled_from(codes)),
        hours=draw(hours),
        completed_on=completed_on,
        offering=draw(st.sampled_from([None, "A", "B"])),
        status=draw(st.sampled_from([Status.COMPLETED, Status.PASSED, *Status])),
        delivery=draw(st.sampled_from(Delivery)),
        expires_on=expires_on if expires_on and expires_on >= completed_on else None,
    )


@st.composite
def rosters(draw: st.DrawFn, currency: Currency | None = None) -> Facts:
    """Facts with a roster. `tests/compliance/test_generated_rosters.py` counts what is in them."""
    refs = draw(st.lists(names, min_size=draw(st.sampled_from([0, 3, 3])), max_size=8, unique=True))
    own = draw(st.lists(names | st.sampled_from(["ICAT", "QPR"]), min_size=0, max_size=5, unique=True))
    planned = [
        record
        for ref in refs
        for track in OF_TRACK
        for how in (draw(st.sampled_from([None, *TAKEN])),)
        if how is not None
        for record in taken(ref, track, how)
    ]
    codes = [code for code in own if code not in {course.code for course in TAUGHT}]
    some = (
        st.lists(records(refs, [*codes, *(one.code for one in TAUGHT)]), max_size=6) if refs else st.just([])
    )
    return Facts(
        as_of=AS_OF,
        edition=draw(st.sampled_from(list(EDITIONS))),
        currency=currency or draw(st.sampled_from(Currency)),
        declared_sworn=draw(st.sampled_from([None, None, 0, 4, 12])),
        officers=tuple(draw(officers(ref)) for ref in refs),
        courses=(*TAUGHT, *(replace(draw(courses), code=code) for code in codes)),
        records=(*planned, *draw(some)),
        partnerships=tuple(draw(st.lists(partnerships, max_size=3))),
        policies=tuple(draw(st.lists(policies, max_size=3))),
    )


partnerships = st.builds(
    Partnership,
    ref=names,
    organization=texts,
    nature=texts,
    started_on=maybe_day,
    ended_on=st.none() | st.just(date(2027, 1, 1)),
)
policies = st.builds(
    Policy,
    ref=names,
    title=texts,
    adopted_on=maybe_day,
    retired_on=st.none() | st.just(date(2027, 1, 1)),
    components=st.lists(texts, max_size=3).map(tuple),
)


@st.composite
def headcounts(draw: st.DrawFn) -> Facts:
    """Facts of an agency that names no officer."""
    sworn = draw(st.integers(0, 200))
    cit = draw(st.integers(0, sworn))
    return Facts(
        as_of=AS_OF,
        edition=draw(st.sampled_from(list(EDITIONS))),
        declared_sworn=draw(st.none() | st.integers(0, 200)),
        headcount=Headcount(sworn, cit, draw(st.integers(0, sworn - cit))),
        partnerships=tuple(draw(st.lists(partnerships, max_size=2))),
    )
