"""The clock as a component: never flattering, and in words as well."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.template import Context, Template

from pledges.templatetags.pledge_clock import Mark, line_of


def _draw(source: str, **context: Any) -> str:
    return Template("{% load pledge_clock %}" + source).render(Context(context))


def _words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_clock_of_a_running_pledge() -> None:
    line = line_of(
        pledged_on=date(2022, 1, 1),
        guide_on=date(2023, 1, 1),
        due_on=date(2025, 1, 1),
        today=date(2023, 7, 2),
    )
    assert line.marks == (
        Mark("pledged", date(2022, 1, 1), "0.00%"),
        Mark("guide", date(2023, 1, 1), "33.30%"),
        Mark("today", date(2023, 7, 2), "49.90%"),
        Mark("due", date(2025, 1, 1), "100.00%"),
    )
    assert (line.elapsed, line.months, line.days_left) == ("49.90%", 18, 549)


def test_clock_past_its_due_date_ends_today() -> None:
    line = line_of(
        pledged_on=date(2022, 1, 31), guide_on=None, due_on=date(2025, 1, 31), today=date(2025, 2, 1)
    )
    assert [mark.kind for mark in line.marks] == ["pledged", "due", "today"]
    assert (line.elapsed, line.days_left) == ("100.00%", -1)


def test_clock_counts_days_to_an_extension() -> None:
    line = line_of(
        pledged_on=date(2022, 1, 31),
        guide_on=None,
        due_on=date(2025, 1, 31),
        today=date(2025, 2, 1),
        extended_to=date(2025, 3, 1),
    )
    assert line.days_left == 28


def test_clock_stands_still_once_finished() -> None:
    line = line_of(
        pledged_on=date(2022, 1, 1),
        guide_on=None,
        due_on=date(2025, 1, 1),
        today=date(2030, 1, 1),
        finished_on=date(2022, 1, 31),
    )
    assert [mark.kind for mark in line.marks] == ["pledged", "finished", "due"]
    assert line.months == 0


@pytest.mark.parametrize(
    ("start", "now", "months"),
    [
        (date(2022, 1, 31), date(2022, 2, 28), 0),
        (date(2022, 1, 31), date(2022, 3, 31), 2),
        (date(2022, 1, 15), date(2022, 2, 15), 1),
        (date(2022, 1, 15), date(2021, 12, 1), 0),
    ],
)
def test_clock_counts_whole_months(start: date, now: date, months: int) -> None:
    assert line_of(pledged_on=start, guide_on=None, due_on=date(2025, 1, 1), today=now).months == months


def test_clock_is_words_and_a_list_of_dates_too() -> None:
    html = _draw(
        "{% clock pledged_on=a guide_on=b due_on=c today=d months_allowed=36 %}",
        a=date(2022, 1, 31), b=date(2023, 1, 31), c=date(2025, 1, 31), d=date(2024, 12, 31),
    )  # fmt: skip
    assert _words(html) == (
        "35 of 36 months 31 days left Pledged Jan. 31, 2022 12-month guide Jan. 31, 2023 "
        "Today Dec. 31, 2024 Due Jan. 31, 2025"
    )


def test_clock_past_due_says_so_unless_something_waits() -> None:
    dates = {"a": date(2022, 1, 1), "c": date(2025, 1, 1), "d": date(2025, 1, 2)}
    late = _draw("{% clock pledged_on=a due_on=c today=d %}", **dates)
    assert _words(late).startswith("1 day past the due date ( Jan. 1, 2025 )")
    waiting = _draw('{% clock pledged_on=a due_on=c today=d summary="With the IACP." %}', **dates)
    assert _words(waiting).startswith("With the IACP. Pledged")
    assert "clock--over" not in waiting


@pytest.mark.parametrize(
    ("today", "extended_to", "words"),
    [
        (date(2025, 1, 1), None, "36 of 36 months due today"),
        (date(2025, 1, 2), None, "1 day past the 36-month limit ( Jan. 1, 2025 )"),
        (date(2025, 3, 1), None, "2 months past the 36-month limit ( Jan. 1, 2025 )"),
        (date(2025, 3, 1), date(2025, 3, 31), "38 months since the pledge 30 days left"),
        (date(2025, 5, 1), date(2025, 3, 31), "1 month past the extended due date ( March 31, 2025 )"),
        (date(2025, 2, 2), date(2024, 6, 1), "1 month past the 36-month limit ( Jan. 1, 2025 )"),
    ],
)
def test_clock_never_says_more_months_than_there_are(
    today: date, extended_to: date | None, words: str
) -> None:
    html = _draw(
        "{% clock pledged_on=a due_on=c today=d extended_to=e months_allowed=36 %}",
        a=date(2022, 1, 1), c=date(2025, 1, 1), d=today, e=extended_to,
    )  # fmt: skip
    assert _words(html).startswith(f"{words} Pledged")
