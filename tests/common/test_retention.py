"""One job deletes what apps keep for a while only, and operations.md lists it all."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from common import retention
from common.retention import Rule
from onemind.settings.schedule import CELERY_BEAT_SCHEDULE

NOW = datetime(2026, 3, 4, 5, tzinfo=UTC)
OPERATIONS = Path(__file__).parents[2] / "docs" / "operations.md"


def _kept(rule: Rule) -> str:
    kept = rule.kept()
    hours = kept // timedelta(hours=1)
    number, unit = (hours, "hour") if hours < 24 else (kept.days, "day")
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def test_operations_lists_every_rule_with_its_time() -> None:
    listed = re.findall(r"^\| (.+?) \| (\d+ \w+) \|$", OPERATIONS.read_text(), flags=re.MULTILINE)
    assert sorted(listed) == sorted((rule.what, _kept(rule)) for rule in retention.rules())


def test_beat_runs_the_hourly_rules_every_hour_and_the_others_every_day() -> None:
    jobs = [
        entry for entry in CELERY_BEAT_SCHEDULE.values() if entry["task"] == "common.tasks.delete_expired"
    ]
    assert {entry["args"]: len(entry["schedule"].hour) for entry in jobs} == {(False,): 1, (True,): 24}  # type: ignore[attr-defined, index]


def test_a_rule_is_given_the_time_and_one_that_fails_holds_up_no_other(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(retention, "_rules", {})
    asked: list[tuple[str, datetime]] = []

    def rule(name: str, *, is_hourly: bool = False, fails: bool = False) -> None:
        def delete(now: datetime) -> int:
            asked.append((name, now))
            if fails:
                raise ValueError("No room")
            return len(asked)

        retention.register(Rule(name, name, lambda: timedelta(days=1), delete, is_hourly))

    rule("first")
    rule("broken", fails=True)
    rule("quick", is_hourly=True)
    rule("last")
    with time_machine.travel(NOW, tick=False):
        assert retention.delete_expired(is_hourly=False) == {"first": 1, "last": 3}
        assert retention.delete_expired(is_hourly=True) == {"quick": 4}
    assert asked == [(name, NOW) for name in ("first", "broken", "last", "quick")]
    assert [(record.getMessage(), record.levelname) for record in caplog.records] == [
        ("What is too old wasn't deleted: broken", "ERROR")
    ]


def test_two_rules_of_one_name_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "_rules", {})
    for _ in range(2):
        known = Rule("same", "same", lambda: timedelta(1), lambda _now: 0)
    retention.register(known)
    retention.register(known)
    with pytest.raises(ValueError, match="same"):
        retention.register(Rule("same", "other", lambda: timedelta(1), lambda _now: 0))
