"""Seats in classes: who would count once they are credited, and that none of it counts before."""

from dataclasses import replace
from datetime import date

from compliance.editions import Track
from compliance.engine import assess
from compliance.facts import Course, Facts, Headcount, Officer, Record, Status
from compliance.seats import Seats, seats

AS_OF = date(2026, 6, 15)
CIT = Course("CIT", Track.CIT, 40)
AID = Course("MHFA", Track.MHFA, 8)
SHORT = Course("SHORT", Track.CIT, 16)


def seat(
    officer: str, on: date, course: Course = CIT, offering: str | None = "26-1", hours: int = 0
) -> Record:
    return Record(officer, course.code, hours or course.hours, on, offering, Status.SCHEDULED)


def facts(*records: Record, edition: str = "2022", officers: int = 6) -> Facts:
    people = tuple(Officer(f"P{number}") for number in range(officers))
    return Facts(AS_OF, edition, officers=people, courses=(CIT, AID, SHORT), records=records)


def test_seats_in_coming_classes_are_planned_and_credit_nothing() -> None:
    found = facts(seat("P0", date(2026, 7, 1)), seat("P1", date(2026, 8, 3), offering="26-2"))
    planned = Seats(planned=2, until=date(2026, 8, 3), course="CIT", offering="26-1")
    assert seats(found) == {"crisis_intervention": planned, "first_aid": planned}
    assert [finding.actual for finding in assess(found).findings[2:]] == [0, 0]


def test_classes_that_are_over_come_first() -> None:
    found = facts(seat("P0", date(2026, 7, 1)), seat("P1", AS_OF, offering="26-0"))
    waiting = Seats(to_credit=1, planned=1, until=date(2026, 7, 1), course="CIT", offering="26-0")
    assert seats(found)["crisis_intervention"] == waiting


def test_first_aid_alone_is_no_seat_for_crisis_intervention() -> None:
    assert list(seats(facts(seat("P0", date(2026, 7, 1), AID)))) == ["first_aid"]
    # Until 2022, training in crisis intervention didn't cover an officer.
    assert list(seats(facts(seat("P0", date(2026, 7, 1)), edition="2016"))) == ["crisis_intervention"]


def test_who_counts_already_takes_no_seat() -> None:
    done = replace(seat("P0", date(2025, 1, 1), offering=None), status=Status.COMPLETED)
    assert seats(facts(done, seat("P0", date(2026, 7, 1)))) == {}


def test_what_would_not_count_is_no_seat() -> None:
    people = (Officer("P0", separated_on=date(2026, 1, 1)), Officer("P1", sworn=False), Officer("P2"))
    gone = replace(facts(), officers=people, records=tuple(seat(p.ref, date(2026, 7, 1)) for p in people[:2]))
    assert seats(gone) == {}
    assert seats(facts(seat("P2", date(2026, 7, 1), SHORT))) == {}


def test_sessions_of_one_class_add_up_across_today() -> None:
    found = facts(seat("P0", date(2026, 6, 10), hours=20), seat("P0", date(2026, 6, 20), hours=20))
    assert seats(found)["crisis_intervention"] == Seats(
        planned=1, until=date(2026, 6, 20), course="CIT", offering="26-1"
    )
    assert seats(facts(seat("P0", date(2026, 6, 20), hours=20))) == {}


def test_what_is_scheduled_without_a_class_names_none() -> None:
    found = seats(facts(seat("P0", date(2026, 7, 1), offering=None)))
    assert found["crisis_intervention"] == Seats(planned=1, until=date(2026, 7, 1))


def test_head_counts_have_no_seats() -> None:
    assert seats(Facts(AS_OF, "2022", headcount=Headcount(10, 1, 1))) == {}
