"""Days as people write them: taken as they are, asked about where two readings are possible, never guessed."""

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roster_import.reading.days import DayEvidence, Order, day_reader
from roster_import.reading.values import Bad, Doubtful, Impossible

MONTH, DAY = Order.MONTH_FIRST, Order.DAY_FIRST
LEAP = "2024-02-29"


@pytest.mark.parametrize(
    ("cell", "order", "expected"),
    [
        ("", None, None),
        ("2024-02-29", None, LEAP),
        ("2024-2-9", None, "2024-02-09"),
        ("2024/02/29", None, LEAP),
        ("2024.02.29", None, LEAP),
        ("2024-02-29T00:00:00", None, LEAP),
        ("2024-02-29 13:45", None, LEAP),
        ("20240229", None, LEAP),
        ("2024-02-29T14:30:00-05:00", None, LEAP),
        ("2024-02-29 14:30:00 UTC", None, LEAP),
        ("2/29/2024 2:30 PM EST", None, LEAP),
        ("29/02/2024 14:30 (UTC-5)", None, LEAP),
        ("Feb 29, 2024 2:30:00 PM CST", None, LEAP),
        ("NULL", None, None),
        ("N/A", None, None),
        ("-", None, None),
        ("00/00/0000", MONTH, None),
        ("0000-00-00", None, None),
        ("9999-12-31", None, None),
        ("12/31/9999", None, None),
        ("02/29/2024", None, LEAP),
        ("29/02/2024", None, LEAP),
        ("29.02.2024", None, LEAP),
        ("29-2-24", None, LEAP),
        ("2/29/24 12:00 AM", None, LEAP),
        ("3/3/2024", None, "2024-03-03"),
        ("3/4/2024", MONTH, "2024-03-04"),
        ("3/4/2024", DAY, "2024-04-03"),
        ("13/4/2024", None, "2024-04-13"),
        ("4/13/2024", None, "2024-04-13"),
        ("Feb 29, 2024", None, LEAP),
        ("29 February 2024", None, LEAP),
        ("29-Feb-24", None, LEAP),
        ("Thursday, February 29, 2024", None, LEAP),
        ("February 29th, 2024", None, LEAP),
        ("45351", None, LEAP),
        ("45351.75", None, LEAP),
        ("1/1/97", None, "1997-01-01"),
        ("1/1/59", None, "2059-01-01"),
        ("1/1/60", None, "1960-01-01"),
        ("1930-01-01", None, "1930-01-01"),
        ("2100-12-31", None, "2100-12-31"),
    ],
)
def test_day_is_read(cell: str, order: Order | None, expected: str | None) -> None:
    assert day_reader(order)(cell) == expected


@pytest.mark.parametrize(
    ("cell", "order", "says"),
    [
        ("3/4/2024", None, "two ways"),
        ("2023-02-29", None, "isn't a day"),
        ("2024-13-01", None, "isn't a day"),
        ("13/13/2024", None, "isn't a day"),
        ("31/4/2024", DAY, "isn't a day"),
        ("13/4/2024", MONTH, "isn't a day"),
        ("0202-01-01", None, "year 0202"),
        ("1929-12-31", None, "year 1929"),
        ("2101-01-01", None, "year 2101"),
        ("forty", None, "isn't a day"),
        ("long ago", None, "isn't a day"),
        ("2024", None, "isn't a day"),
        ("99999", None, "isn't a day"),
        ("1", None, "isn't a day"),
        ("2024-02", None, "isn't a day"),
        ("Smarch 3, 2024", None, "isn't a day"),
        ("2024-02-29-1", None, "isn't a day"),
        ("\u0662\u0660\u0662\u0664-01-01", None, "isn't a day"),
    ],
)
def test_what_is_no_day_is_refused_with_words(cell: str, order: Order | None, says: str) -> None:
    found = day_reader(order)(cell)
    assert isinstance(found, Bad)
    assert says in found.reason
    assert cell[:20] in found.reason


@given(st.dates(date(1930, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_from_each_of_its_writings(day: date) -> None:
    month, number = f"{day:%b}", day.day
    writings = {
        f"{day:%Y-%m-%d}": None,
        f"{day:%Y/%m/%d}": None,
        f"{day:%Y%m%d}": None,
        f"{day:%m/%d/%Y}": MONTH,
        f"{day:%d.%m.%Y}": DAY,
        f"{number} {month} {day.year}": None,
        f"{month} {number}, {day.year}": None,
    }
    serial = (day - date(1899, 12, 30)).days
    if serial > 9999:
        writings[str(serial)] = None
    assert {cell: day_reader(order)(cell) for cell, order in writings.items()} == dict.fromkeys(
        writings, day.isoformat()
    )


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_refused_and_never_an_error(cell: str) -> None:
    for order in (None, MONTH, DAY):
        found = day_reader(order)(cell.strip())
        if isinstance(found, str):
            assert date(1930, 1, 1) - timedelta(1) < date.fromisoformat(found) < date(2101, 1, 1)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["2024-02-29", "Feb 3, 2024", "20240101"], (3, 0, 0, 0, 0, 0)),
        (["13/2/2024", "2/13/2024", "3/4/2024"], (0, 1, 1, 1, 0, 0)),
        (["45351", "45352"], (0, 0, 0, 0, 2, 0)),
        (["99/99/2024", "forty", "7"], (0, 0, 0, 0, 0, 3)),
    ],
)
def test_evidence_of_a_column(cells: list[str], expected: tuple[int, ...]) -> None:
    seen = DayEvidence()
    for cell in cells:
        seen.see(cell)
    assert (
        seen.days,
        seen.day_first,
        seen.month_first,
        seen.unclear,
        seen.serials,
        seen.others,
    ) == expected


def test_long_cell_is_refused_at_once() -> None:
    cell = "1/1/2024" + " " * 30_000 + "x"
    started = time.process_time()
    assert isinstance(day_reader(MONTH)(cell), Bad)
    DayEvidence().see(cell)
    assert time.process_time() - started < 1


def _cells(*cells: str) -> list[str]:
    """What each cell is taken for, read without an order: the day, "asked" for two readings, "refused"."""
    said = [day_reader(None)(cell) for cell in cells]
    return [
        "asked" if isinstance(one, Doubtful) else "refused" if isinstance(one, Bad) else str(one)
        for one in said
    ]


@pytest.mark.parametrize(
    ("limit", "under", "at", "over"),
    [
        # A year has two digits or four; of the three digits that are none the century would be a guess.
        ("digits of a year behind", ["3/14/5", "refused"], ["3/14/05", "2005-03-14"], ["3/14/005", "refused"]),
        ("digits of a year, all four", ["3/14/200", "refused"], ["3/14/2005", "2005-03-14"], ["3/14/20055", "refused"]),
        ("digits of a year in front", ["205-3-14", "refused"], ["2005-3-14", "2005-03-14"], ["20055-3-14", "refused"]),
        ("digits behind a year in front", ["2005-3-4", "2005-03-04"], ["2005-3-14", "2005-03-14"], ["2005-3-140", "refused"]),
        ("year with the month's name", ["Mar 14, 5", "refused"], ["Mar 14, 05", "2005-03-14"], ["Mar 14, 20055", "refused"]),
        ("century of two digits", ["3/14/59", "2059-03-14"], ["3/14/60", "1960-03-14"], ["3/14/61", "1961-03-14"]),
        ("first number as a month", ["11/14/24", "2024-11-14"], ["12/14/24", "2024-12-14"], ["13/14/24", "refused"]),
        ("second number as a month", ["14/11/24", "2024-11-14"], ["14/12/24", "2024-12-14"], ["14/13/24", "refused"]),
        ("two numbers up to 12", ["12/11/24", "asked"], ["12/12/24", "2024-12-12"], ["13/12/24", "2024-12-13"]),
        ("day of a month", ["2/28/23", "2023-02-28"], ["2/29/24", "2024-02-29"], ["2/29/23", "refused"]),
        ("last day of a month", ["30/4/24", "2024-04-30"], ["31/3/24", "2024-03-31"], ["32/3/24", "refused"]),
        ("first serial number", ["10958", "refused"], ["10959", "1930-01-01"], ["10960", "1930-01-02"]),
        ("last serial number", ["73414", "2100-12-30"], ["73415", "2100-12-31"], ["73416", "refused"]),
        ("digits of a serial number", ["4535", "refused"], ["45351", "2024-02-29"], ["453511", "refused"]),
        ("digits in one piece", ["2024022", "refused"], ["20240229", "2024-02-29"], ["202402290", "refused"]),
        ("first year", ["1929-12-31", "refused"], ["1930-01-01", "1930-01-01"], ["1930-01-02", "1930-01-02"]),
        ("last year", ["2100-12-30", "2100-12-30"], ["2100-12-31", "2100-12-31"], ["2101-01-01", "refused"]),
        ("first year, written otherwise", ["12/31/1929", "refused"], ["1/1/1930", "1930-01-01"], ["1/2/1930", "asked"]),
        ("the year of no end", ["12/31/9998", "refused"], ["12/31/9999", "None"], ["12/31/10000", "refused"]),
        ("length of a cell", [LEAP.ljust(79), LEAP], [LEAP.ljust(80), LEAP], [LEAP.ljust(81), "refused"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_each_limit_of_a_day_from_both_sides(
    limit: str, under: list[str], at: list[str], over: list[str]
) -> None:
    cells = [under, at, over]
    assert _cells(*(cell for cell, _said in cells)) == [said for _cell, said in cells], limit


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("11/12/24", "unclear"), ("12/12/24", "days"), ("13/12/24", "day_first"), ("12/13/24", "month_first"),
        ("31/12/24", "day_first"), ("32/12/24", "others"), ("12/11/24", "unclear"),
        ("3/4/2024".ljust(80), "unclear"), ("3/4/2024".ljust(81), "others"), ("12/31/24", "month_first"), ("12/32/24", "others"),
        ("13/13/24", "others"), ("2024-1-2", "days"), ("20240229", "days"), ("2024022", "others"), ("20241332", "others"),
        ("10958", "others"), ("10959", "serials"), ("73415", "serials"), ("73416", "others"), ("2024-02-29", "days"),
    ],
)  # fmt: skip
def test_each_limit_of_what_a_columns_cell_tells(cell: str, kind: str) -> None:
    evidence = DayEvidence()
    assert evidence.see(cell) == kind
    assert evidence.doubtful == ([cell] if kind == "unclear" else [])


def test_three_doubtful_cells_are_kept() -> None:
    evidence = DayEvidence()
    for day in range(1, 6):
        evidence.see(f"{day}/12/24")
    assert (evidence.doubtful, evidence.unclear) == (["1/12/24", "2/12/24", "3/12/24"], 5)


def test_the_second_number_is_a_month_up_to_12() -> None:
    assert _cells("3/11/24", "3/12/24", "3/13/24") == ["asked", "asked", "2024-03-13"]


@pytest.mark.parametrize(
    ("cell", "is_impossible"),
    [("1799-12-31", False), ("1800-01-01", True), ("1929-12-31", True), ("2101-01-01", False)],
)
def test_a_day_that_was_is_told_from_a_slip_of_the_year(cell: str, is_impossible: bool) -> None:
    assert isinstance(day_reader(None)(cell), Impossible) == is_impossible


def test_several_dates_in_a_cell_are_told_from_two() -> None:
    two, three = (str(day_reader(None)(cell)) for cell in ("2024-01-02, 2024-02-03", "1/2/24 2/3/24 3/4/24"))
    assert (
        "two dates: 2024-01-02 and 2024-02-03" in two,
        "several dates, from 1/2/24 to 3/4/24" in three,
    ) == (True, True)
