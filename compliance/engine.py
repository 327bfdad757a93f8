"""The one function that judges: facts in, report out, by an edition of the rule."""

from collections import Counter
from collections.abc import Iterable

from compliance.certificates import State
from compliance.editions import Edition, Track, edition_by_code
from compliance.facts import Facts, Headcount
from compliance.officers import LeftOut, OfficerStatus, officer_statuses
from compliance.report import Finding, Report, Verdict, Warning, WarningCode
from compliance.requirements import Tally, Tracks, is_training, judge


def assess(facts: Facts, edition: Edition | None = None) -> Report:
    """Judge ``facts`` at their ``as_of`` by ``edition``, or by the facts' own.

    The same facts always give the same report, whatever the order of their parts. The verdict is never a decision: a
    reviewer decides.
    """
    edition = edition or edition_by_code(facts.edition)
    people = officer_statuses(facts, edition)
    headcount = facts.headcount
    listed = headcount.sworn if headcount else sum(map(_is_listed, people))
    # Excluding someone doesn't bring them back as one of the declared: the roster did list them.
    unlisted = max(0, (facts.declared_sworn or 0) - listed)
    tally = _tally_of_headcount(headcount, unlisted) if headcount else _tally_of_roster(people, unlisted)
    judged = [(practice, judge(practice, edition, facts, tally)) for practice in edition.practices]
    return Report(
        edition=edition.code,
        as_of=facts.as_of,
        verdict=_verdict(tally, [finding for _, finding in judged]),
        training=_verdict(tally, [finding for practice, finding in judged if is_training(practice)]),
        sworn=tally.sworn,
        self_reported=headcount is not None,
        findings=tuple(finding for _, finding in judged),
        warnings=tuple(_warnings(facts, people, listed)),
    )


_NO_TRACK: Tracks = frozenset()
_HELD: dict[tuple[bool, bool], Tracks] = {
    (False, False): _NO_TRACK,
    (True, False): frozenset({Track.CIT}),
    (False, True): frozenset({Track.MHFA}),
    (True, True): frozenset({Track.CIT, Track.MHFA}),
}


def _is_listed(person: OfficerStatus) -> bool:
    """Sworn and employed, whether or not a reviewer excluded them."""
    return person.left_out is None or person.left_out is LeftOut.EXCLUDED


def _tally_of_roster(people: Iterable[OfficerStatus], unlisted: int) -> Tally:
    counted = [person for person in people if person.counted]
    return Tally(
        sworn=len(counted) + unlisted,
        holding=Counter(_HELD[person.cit.counts, person.mhfa.counts] for person in counted),
        holding_if_approved=Counter(
            _HELD[person.cit.counts_if_approved, person.mhfa.counts_if_approved] for person in counted
        ),
    )


def _tally_of_headcount(headcount: Headcount, unlisted: int) -> Tally:
    """Head counts don't say how many of those with crisis intervention hold first aid too, so none is taken to."""
    holding = {
        _HELD[True, False]: headcount.cit,
        _HELD[False, True]: headcount.mhfa_without_cit,
    }
    return Tally(sworn=headcount.sworn + unlisted, holding=holding, holding_if_approved=holding)


def _verdict(tally: Tally, findings: list[Finding]) -> Verdict:
    if tally.sworn == 0:
        return Verdict.NOT_ASSESSABLE
    return Verdict.MET if all(finding.met for finding in findings) else Verdict.NOT_MET


def _warnings(facts: Facts, people: Iterable[OfficerStatus], listed: int) -> Iterable[Warning]:
    """The warnings that apply, in the order of `WarningCode`. Nothing about first aid where it doesn't matter."""
    refs: dict[WarningCode, list[str]] = {code: [] for code in WarningCode}
    for person in people:
        if person.left_out is LeftOut.EXCLUDED:
            refs[WarningCode.EXCLUDED].append(person.ref)
        if not person.counted:
            continue
        cit, mhfa = person.cit, person.mhfa
        if person.on_leave:
            refs[WarningCode.ON_LEAVE].append(person.ref)
        if cit.state is State.LAPSED:
            refs[WarningCode.LAPSED_CIT].append(person.ref)
        if mhfa.state is State.LAPSED and person.mhfa_matters:
            refs[WarningCode.LAPSED_MHFA].append(person.ref)
        relevant = (cit, mhfa) if person.mhfa_matters else (cit,)
        if any(holding.counts_if_approved and not holding.counts for holding in relevant):
            refs[WarningCode.PENDING_EQUIVALENCY].append(person.ref)
        if any(holding.short for holding in relevant):
            refs[WarningCode.HOURS_SHORT].append(person.ref)
        if any(holding.counts and holding.recorded for holding in relevant):
            refs[WarningCode.RECORDED_DELIVERY].append(person.ref)
    declared = facts.declared_sworn
    differences = {
        WarningCode.ROSTER_BELOW_DECLARED: 0 if declared is None else declared - listed,
        WarningCode.ROSTER_ABOVE_DECLARED: 0 if declared is None else listed - declared,
    }
    for code in WarningCode:
        count = differences.get(code, len(refs[code]))
        if count > 0:
            yield Warning(code, count, tuple(sorted(refs[code])))
