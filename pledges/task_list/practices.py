"""A row for each practice of the pledge's edition."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.permissions import Capability
from compliance.editions import edition_by_code
from compliance.facts import Facts
from compliance.practices import Entries, Trained
from compliance.report import Finding
from compliance.seats import NO_SEATS, Seats
from pledges import messages
from pledges.lifecycle import State
from pledges.messages import Point, url_of
from pledges.messages.points import written
from pledges.queries.practices import PracticeCard
from pledges.task_list.rows import Home, Task, open_to


def practices(home: Home) -> tuple[Task, ...]:
    """The rows, each from its card; of a certified agency today's beside what was certified."""
    then = {card.practice: card for card in home.certified}
    return tuple(_beside(task, then[task.key]) if task.key in then else task for task in _rows(home))


def _beside(task: Task, certified: PracticeCard) -> Task:
    """A practice as it would be found today, and as it was certified."""
    if task.status == "not_assessable":
        return task
    words = _("Certified: %(then)s. Today: %(now)s.")
    then = _figure(certified)
    today = replace(task, text=words % {"then": then, "now": task.text or then}, is_required=False)
    if task.is_done:
        return replace(today, status_label=_("Met today") if task.status == "met" else "")
    return replace(today, status="not_met", status_label=_("Would fall short today"))


def _figure(card: PracticeCard) -> str:
    """What is recorded for a practice, without what is missing."""
    finding = card.finding if card.is_training else None
    return messages.figure(finding) if finding is not None and finding.out_of else card.words


def _rows(home: Home) -> Iterable[Task]:
    edition, facts = edition_by_code(home.pledge.edition), home.assessment.facts
    for card in home.cards:
        practice, finding = edition.practice(card.practice), card.finding
        task = Task(card.practice, card.title, practice.icon, card.status, card=card, text=_figure(card))
        if finding is None or facts is None:
            yield replace(task, url=card.url, label=card.label)
        elif card.returned is not None and not card.returned.is_settled:
            # What is needed stands with the reason.
            task = replace(task, todo=_("Answer what the IACP returned"))
            answer = card.returned.answer_url
            yield open_to(home, Capability.COMPLETION_DRAFT, task, answer, _("Write the answer"))
        elif finding.met:
            yield _met(home, task, card, practice.kind)
        elif isinstance(practice.kind, Trained):
            yield _training(home, task, card, finding, facts)
        else:
            yield _entries(home, task, card, practice.kind)


def _met(home: Home, task: Task, card: PracticeCard, kind: Entries | Trained) -> Task:
    """A practice that is met, with what a reviewer will ask all the same, as long as there is one to come."""
    task = replace(task, is_done=True)
    if not card.asks or home.state in {State.SUBMITTED, State.COMPLETED}:
        return replace(task, url=card.url, label=card.label)
    task = replace(task, status="asked", takes=card.asks[0].text)
    label = kind.edit_label if isinstance(kind, Entries) else card.label
    partner = _partner(home, kind)
    return open_to(home, Capability.EVIDENCE_EDIT, task, card.asks[0].url, str(_(label)), partner=partner)


def _entries(home: Home, task: Task, card: PracticeCard, kind: Entries) -> Task:
    """A practice that one entry is enough for: the entry that lacks least, and all that it lacks."""
    nearest = card.missing[0]
    takes = " ".join(point.text for point in card.missing if str(point.url) == str(nearest.url))
    is_new = str(nearest.url) == str(url_of(kind.add_page))
    label = _(kind.add_label) if is_new else _(kind.edit_label)
    task = replace(task, takes=takes)
    partner = _partner(home, kind)
    return open_to(home, Capability.EVIDENCE_EDIT, task, nearest.url, label, partner=partner)


def _partner(home: Home, kind: Entries | Trained) -> str:
    """Whom beside the agency the entries wait for, by name; no one where the agency completes them by itself."""
    gathered = home.assessment.gathered
    if gathered is None or not isinstance(kind, Entries):
        return ""
    return ", ".join(gathered.waits_for.get(kind.evidence, ()))


def _training(home: Home, task: Task, card: PracticeCard, finding: Finding, facts: Facts) -> Task:
    """A share that isn't reached: credit what is over first, then what is planned, then more training."""
    if messages.no_one_recorded(facts):
        return replace(task, text="", takes=_("Comes after your officers or head counts."))
    if finding.out_of == 0:
        return replace(task, takes=card.missing[0].text)
    seats = (home.seats or {}).get(card.practice, NO_SEATS)
    is_enough = not seats.to_credit and seats.planned >= finding.shortfall
    takes = ngettext("%(count)s more officer", "%(count)s more officers", finding.shortfall)
    task = replace(
        task,
        takes=takes % {"count": finding.shortfall},
        plan=" ".join([*_plan(seats), *(point.text for point in card.missing[1:])]),
        others=() if facts.headcount else (Point(_("See who still needs it"), card.missing[0].url),),
    )
    waits_for = ""
    if is_enough:
        task = replace(task, status="scheduled", status_label=_("Planned, not credited"))
        waits_for = _("the class that ends on %(day)s") % {"day": written(seats.until)}
    elif finding.met_if_pending_approved:
        waits_for = _("the IACP")
    url, label = url_of("training:class_list"), _("Add a class list")
    number = (home.classes or {}).get((seats.course, seats.offering))
    if facts.headcount is not None:
        url, label = url_of("training:headcount_add"), _("Enter figures")
    elif number is not None and seats.to_credit:
        url, label = url_of("training:offering_credit", str(number)), _("Credit the class")
    elif number is not None and is_enough:
        url, label = url_of("training:offering", str(number)), _("Open the class")
    return open_to(home, Capability.TRAINING_EDIT, task, url, label, waits_for=waits_for)


def _plan(seats: Seats) -> Iterable[str]:
    if seats.to_credit:
        yield ngettext(
            "%(count)s officer is in a class that is over and not credited yet.",
            "%(count)s officers are in classes that are over and not credited yet.",
            seats.to_credit,
        ) % {"count": seats.to_credit}
    if seats.planned:
        yield ngettext(
            "Planned, not credited: %(count)s officer in a class until %(day)s.",
            "Planned, not credited: %(count)s officers in classes until %(day)s.",
            seats.planned,
        ) % {"count": seats.planned, "day": written(seats.until)}
