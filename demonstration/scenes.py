"""The demonstration, scene by scene: the agencies of the campaign's pages, one agency in each state, and Riverbend."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from agencies.models import Agency
from compliance.clock import add_months
from demonstration import people, walk
from demonstration.calendar import on_day
from demonstration.cast import EXTRAS, Extra
from demonstration.content import content
from demonstration.newsletter import letters
from demonstration.people import ADMINISTRATOR, LEAD, PASSWORD, REVIEWER
from demonstration.roster import roster_csv
from demonstration.talk import talk
from outbox.dispatch import deliver_due
from pledges import actions as pledges
from pledges import queries as pledge_queries
from pledges.lifecycle import State
from pledges.models import Completion, Pledge
from roster_import.actions import import_files
from training.actions import headcounts, judging

PRESIDENT = "Avery Kingsley"
RIVERBEND = "Riverbend Police Department"
# Not one of the campaign's agencies: each stands in one state of the lifecycle.
_IN_STATES = {
    State.RECEIVED: ("Willow Bend Police Department", "US-OH", "Willow Bend"),
    State.CONFIRMED: ("River Bend Police Dept.", "US-OH", "River Bend"),
    State.QUERIED: ("Copper Ridge Sheriff's Office", "US-AZ", "Copper Ridge"),
    State.CLOSED: ("Maple Hollow Police Department", "US-VT", "Maple Hollow"),
    State.SUBMITTED: ("Harbor Point Police Department", "US-ME", "Harbor Point"),
    State.RETURNED: ("Cedar Flats Police Department", "US-OR", "Cedar Flats"),
    State.WITHDRAWN: ("Stone Creek Police Department", "US-TN", "Stone Creek"),
    State.LAPSED: ("Prairie View Police Department", "US-KS", "Prairie View"),
}


def load(today: date, tell: Callable[[str], None] = lambda _line: None) -> list[str]:
    """Make whatever of the demonstration isn't there yet, and say what was made. A second call makes nothing.

    Each scene goes in whole or not at all, so that one that was interrupted is made by the next call. ``tell`` gets a line
    after each agency that is made, while the others have yet to come.
    """
    staff = people.staff()
    reviewer = staff[REVIEWER]
    walk.enter_president(name=PRESIDENT, from_on=add_months(today, -60))
    agencies: list[Callable[[], str]] = [
        partial(_riverbend, today, reviewer),
        *[partial(_state, state, today, reviewer) for state in _IN_STATES],
        *[partial(_extra, extra, today, reviewer) for extra in EXTRAS],
    ]
    made = []
    for number, scene in enumerate(agencies, start=1):
        with transaction.atomic():
            name = scene()
        if name:
            made.append(name)
            tell(f"{number} of {len(agencies)}: {name}")
    for rest in (
        partial(talk, today, reviewer, about=RIVERBEND),
        partial(content, today),
        partial(letters, today, staff[ADMINISTRATOR]),
    ):
        with transaction.atomic():
            rest()
    if made:
        # What the desk shows of all agencies is counted at night; here at once.
        judging.rejudge(as_of=today)
    return made


def _riverbend(today: date, reviewer: User) -> str:
    """A mid-size agency on its way: a generated roster, a partnership, no policy yet, and some officers to train."""
    if _is_there(RIVERBEND):
        return ""
    with on_day(add_months(today, -14)):
        fields = {
            "name": RIVERBEND,
            "kind": Agency.Kind.MUNICIPAL,
            "country": "US",
            "region": "US-OH",
            "city": "Riverbend",
            "ori": "OH0999900",
            "sworn": 120,
            "non_sworn": 34,
        }
        head = walk.Head(name="Robin Castellano", title="Chief", address="1 Justice Way", phone="555-0142")
        pledge = walk.take_pledge(fields=fields, coordinator=LEAD.name, email=LEAD.email, head=head)
        lead = walk.verify_and_join(walk.confirm(pledge), reviewer=reviewer, password=PASSWORD)
        people.join(pledge.agency)
        walk.record_partnership(
            pledge.agency,
            by=lead,
            organization="Riverbend Behavioral Health Center",
            since=add_months(today, -10),
            review_on=add_months(today, 2),
            may_be_published=True,
            mou_expires_on=add_months(today, -4),
        )
    with on_day(add_months(today, -4)):
        walk.renew_memorandum(pledge.agency, by=lead, signed_on=add_months(today, -4), months=5)
    roster = roster_csv(sworn=120, today=today, crisis_trained=22, aid_trained=89, others=9)
    import_files(agency=pledge.agency, files={"riverbend.csv": roster.encode()}, by=lead, today=today)
    deliver_due()
    return RIVERBEND


def _state(state: State, today: date, reviewer: User) -> str:
    """An invented agency that has come as far as ``state``."""
    name, region, city = _IN_STATES[state]
    if _is_there(name):
        return ""
    months = 40 if state is State.LAPSED else 2 if state in {State.SUBMITTED, State.RETURNED} else 0
    with on_day(add_months(today, -months) - timedelta(days=3)):
        pledge = _taken(name, "municipal", "US", region, city, sworn=24)
        if state is State.RECEIVED:
            deliver_due()
            return name
        pledge = walk.confirm(pledge)
        if state is State.QUERIED:
            pledges.query(
                pledge=pledge, question="Who is the sheriff now? Your website names another.", by=reviewer
            )
        elif state is State.CLOSED:
            pledges.close(pledge=pledge, reason="The department has merged with the county's.", by=reviewer)
        elif state is not State.CONFIRMED:
            lead = walk.verify_and_join(pledge, reviewer=reviewer, password=None)
            _record_evidence(pledge, lead, crisis=6, aid=18)
    if state is State.WITHDRAWN:
        pledges.withdraw(pledge=_fresh(pledge), by=lead)
    elif state is State.LAPSED:
        pledges.lapse(pledge=_fresh(pledge), by=reviewer)
    elif state in {State.SUBMITTED, State.RETURNED}:
        with on_day(today - timedelta(days=6)):
            completion = _submitted(pledge, lead)
        if state is State.RETURNED:
            walk.send_back(
                completion,
                reviewer=reviewer,
                reasons="Nearly there. One thing is missing.",
                practices={"partnership": "Please say how often you meet, and who takes part."},
            )
    deliver_due()
    return name


def _extra(extra: Extra, today: date, reviewer: User) -> str:
    """An agency of the campaign's pages, as far along as they say."""
    if _is_there(extra.name):
        return ""
    day = add_months(today, -extra.months_ago) - timedelta(days=EXTRAS.index(extra) % 10)
    with on_day(day):
        pledge = _taken(extra.name, extra.kind, extra.country, extra.region, extra.city, sworn=extra.sworn)
        pledge = walk.confirm(pledge)
        if extra.completed_months_ago is None:
            pledges.verify(pledge=pledge, by=reviewer)
            deliver_due()
            return extra.name
        lead = walk.verify_and_join(pledge, reviewer=reviewer, password=None)
        needed = -(-extra.sworn // 5) + 2
        _record_evidence(pledge, lead, crisis=needed, aid=extra.sworn - needed)
    with on_day(add_months(today, -extra.completed_months_ago) - timedelta(days=EXTRAS.index(extra) % 10)):
        walk.approve(_submitted(pledge, lead), reviewer=reviewer)
    return extra.name


def _taken(name: str, kind: str, country: str, region: str, city: str, *, sworn: int) -> Pledge:
    fields = {"name": name, "kind": kind, "country": country, "region": region, "city": city, "sworn": sworn}
    inbox = "".join(character for character in name.lower() if character.isalnum())
    return walk.take_pledge(fields=fields, coordinator="Taylor Brennan", email=f"coordinator@{inbox}.example")


def _record_evidence(pledge: Pledge, lead: User, *, crisis: int, aid: int) -> None:
    """Every practice, the training as head counts."""
    agency = pledge.agency
    agency.evidence_mode = Agency.EvidenceMode.COUNTS
    agency.save(update_fields=["evidence_mode"])
    today = timezone.localdate()
    walk.record_partnership(
        agency,
        by=lead,
        organization=f"{agency.city} Community Mental Health Center",
        since=today,
        may_be_published=True,
    )
    walk.record_policy(agency, by=lead, adopted_on=add_months(today, -20), adopted_by="Morgan Ashby")
    headcounts.enter(
        agency=agency, as_of=today, sworn=crisis + aid, cit=crisis, mhfa_without_cit=aid, by=lead
    )


def _submitted(pledge: Pledge, lead: User) -> Completion:
    pledge = _fresh(pledge)
    walk.write_letter(pledge, by=lead)
    return walk.submit(pledge, by=lead)


def _fresh(pledge: Pledge) -> Pledge:
    return pledge_queries.pledge_by_public_id(pledge.public_id)


def _is_there(name: str) -> bool:
    return Agency.objects.filter(name=name).exists()
