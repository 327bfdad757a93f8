"""The generated rosters themselves: a property over rosters in which nothing happens says nothing."""

from collections import Counter

from hypothesis import Phase, given, settings

from compliance.certificates import State
from compliance.editions import EDITIONS
from compliance.engine import assess
from compliance.facts import Facts
from compliance.officers import LeftOut, officer_statuses
from compliance.report import Verdict
from tests.compliance.strategies import rosters

EXAMPLES = 300
# At least so many percent of the rosters have an officer of the sworn strength in this state, or a person left out so.
LEAST = {f"{track} {state}": 10 for track in ("cit", "mhfa") for state in State} | {
    **{str(why): 5 for why in LeftOut},
    "pending adds to cit": 5,
    "pending adds to first aid": 5,
    "on leave": 10,
    "recorded delivery": 10,
    str(Verdict.MET): 3,
    str(Verdict.NOT_MET): 30,
    str(Verdict.NOT_ASSESSABLE): 2,
}


def states_of(facts: Facts) -> set[str]:
    """What there is in a roster."""
    people, report = officer_statuses(facts), assess(facts)
    counted = [person for person in people if person.counted]
    cit, aid = report.finding("crisis_intervention"), report.finding("first_aid")
    found = {f"cit {person.cit.state}" for person in counted} | {
        f"mhfa {person.mhfa.state}" for person in counted
    }
    found |= {str(person.left_out) for person in people if person.left_out is not None}
    found |= {"on leave" for person in counted if person.on_leave}
    found |= {"recorded delivery" for person in counted if person.cit.recorded or person.mhfa.recorded}
    found |= {"pending adds to cit"} if cit.if_pending_approved > cit.actual else set()
    found |= {"pending adds to first aid"} if aid.if_pending_approved > aid.actual else set()
    return found | {str(report.training)}


def test_rosters_have_every_state() -> None:
    seen: Counter[str] = Counter()
    editions: set[str] = set()

    @settings(max_examples=EXAMPLES, database=None, derandomize=True, phases=[Phase.generate], deadline=None)
    @given(rosters())
    def look(facts: Facts) -> None:
        seen.update(states_of(facts))
        editions.add(facts.edition)

    look()

    shares = {name: seen[name] * 100 // EXAMPLES for name in LEAST}
    assert {name: share for name, share in shares.items() if share < LEAST[name]} == {}, shares
    assert editions == set(EDITIONS)
