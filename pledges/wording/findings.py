"""The words for what the engine finds, per requirement. Counts first, percentages never alone."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from compliance.editions import Edition, Track, edition_by_code
from compliance.facts import Facts
from compliance.report import Finding, Requirement
from pledges.models import Commitment
from pledges.wording.points import Point, Words, url_of, written

TITLES: dict[Requirement, Words] = {
    Requirement.PARTNERSHIP: gettext_lazy("Partnership with a community mental-health organization"),
    Requirement.POLICY: gettext_lazy("Policy on responding to people in crisis"),
    Requirement.CRISIS_INTERVENTION: gettext_lazy("Crisis-intervention training"),
    Requirement.FIRST_AID: gettext_lazy("Mental-health first aid"),
}
# Where each practice is kept, and what the link is called.
PLACES: dict[Requirement, tuple[str, Words]] = {
    Requirement.PARTNERSHIP: ("partnerships:list", gettext_lazy("Open partnerships")),
    Requirement.POLICY: ("policies:list", gettext_lazy("Open policies")),
    Requirement.CRISIS_INTERVENTION: ("training:officers", gettext_lazy("Open training")),
    Requirement.FIRST_AID: ("training:officers", gettext_lazy("Open training")),
}
# What head counts lead to instead of the roster.
_COUNTS_PAGE = "training:headcount"


def place_of(requirement: Requirement, facts: Facts | None) -> tuple[str, Words]:
    """The page where a practice is kept, by URL name, and what the link is called."""
    page, label = PLACES[requirement]
    if page == "training:officers" and facts is not None and facts.headcount is not None:
        return _COUNTS_PAGE, gettext_lazy("Open head counts")
    return page, label


def commitment(code: str, edition: Edition) -> str:
    """One commitment in full, with the edition's own figures."""
    share = edition.crisis_intervention
    figures = {
        "percent": share.numerator * 100 // share.denominator,
        "guide": edition.guide_months,
        "limit": edition.limit_months,
    }
    either = len(edition.first_aid.tracks) > 1
    texts = {
        Commitment.PARTNERSHIP: _(
            "Build a clearly defined, lasting partnership with at least one community mental-health organization."
        ),
        Commitment.POLICY: _(
            "Put a policy in force on how officers respond to people with mental health conditions."
        ),
        Commitment.CRISIS_INTERVENTION: _(
            "Train at least %(percent)s percent of sworn officers in crisis intervention: CIT, CRIT or an approved equivalent."
        ),
        Commitment.FIRST_AID: (
            _("Train every other sworn officer in Mental Health First Aid, or an approved equivalent.")
            if either
            else _("Train every sworn officer in Mental Health First Aid, or an approved equivalent.")
        ),
        Commitment.REPORT: _(
            "Report to the IACP, within %(guide)s to %(limit)s months, by a letter from command staff that says how each "
            "practice was carried out."
        ),
    }
    return texts[Commitment(code)] % figures


def found(finding: Finding) -> str:
    """A finding in a line: "8 of 9 sworn officers; 1 more needed". ``needed`` is the goal that is counted towards."""
    if finding.requirement == Requirement.PARTNERSHIP:
        return ngettext("%(count)s active partnership", "%(count)s active partnerships", finding.actual) % {
            "count": finding.actual
        }
    if finding.requirement == Requirement.POLICY:
        return ngettext("%(count)s policy in force", "%(count)s policies in force", finding.actual) % {
            "count": finding.actual
        }
    if finding.out_of == 0:
        return _("No sworn officers are recorded yet")
    values = {"have": finding.actual, "needed": finding.needed, "short": finding.shortfall}
    if finding.met and finding.actual > finding.needed:
        return _("%(have)s sworn officers; %(needed)s needed") % values
    if finding.met:
        return _("%(have)s of %(needed)s sworn officers") % values
    return (
        ngettext(
            "%(have)s of %(needed)s sworn officers; %(short)s more needed",
            "%(have)s of %(needed)s sworn officers; %(short)s more needed",
            finding.shortfall,
        )
        % values
    )


def missing(finding: Finding, facts: Facts) -> list[Point]:
    """What exactly is missing for one requirement, each with the page that mends it. Empty when it is met."""
    if finding.met:
        return []
    if finding.requirement == Requirement.PARTNERSHIP:
        return _missing_partnership(facts)
    if finding.requirement == Requirement.POLICY:
        return _missing_policy(facts)
    return _missing_training(finding, facts)


def _missing_partnership(facts: Facts) -> list[Point]:
    if not facts.partnerships:
        return [
            Point(
                _(
                    "Add the community mental-health organization that you work with, since when, and what you do together."
                ),
                url_of("partnerships:add"),
            )
        ]
    points = []
    for entry in facts.partnerships:
        page = url_of("partnerships:edit", entry.ref)
        name = {"name": entry.organization, "day": written(entry.started_on), "end": written(entry.ended_on)}
        if entry.ended_on is not None and entry.ended_on <= facts.as_of:
            points.append(Point(_("The partnership with %(name)s ended on %(end)s.") % name, page))
            continue
        if entry.started_on is None:
            points.append(Point(_("Say since when you have worked with %(name)s.") % name, page))
        elif entry.started_on > facts.as_of:
            points.append(Point(_("The partnership with %(name)s begins on %(day)s.") % name, page))
        if not entry.nature.strip():
            points.append(Point(_("Describe what you do together with %(name)s.") % name, page))
    return points


def _missing_policy(facts: Facts) -> list[Point]:
    if not facts.policies:
        return [
            Point(
                _("Add your policy, the day it was adopted, and its main components."), url_of("policies:add")
            )
        ]
    points = []
    for entry in facts.policies:
        page = url_of("policies:edit", entry.ref)
        title = {"title": entry.title, "day": written(entry.adopted_on), "end": written(entry.retired_on)}
        if entry.retired_on is not None and entry.retired_on <= facts.as_of:
            points.append(Point(_("%(title)s was retired on %(end)s.") % title, page))
            continue
        if entry.adopted_on is None:
            points.append(
                Point(_("Say when %(title)s was adopted; until then it counts as a draft.") % title, page)
            )
        elif entry.adopted_on > facts.as_of:
            points.append(Point(_("%(title)s comes into force on %(day)s.") % title, page))
        if not any(component.strip() for component in entry.components):
            points.append(Point(_("Tick the main components of %(title)s.") % title, page))
    return points


def nobody_recorded(facts: Facts) -> bool:
    """Whether there is neither an officer nor a head count, whatever number of sworn the agency declared."""
    return facts.headcount is None and not facts.officers


def _missing_training(finding: Finding, facts: Facts) -> list[Point]:
    by_counts = facts.headcount is not None
    if nobody_recorded(facts):
        return [
            Point(
                _("Bring in your officers from a spreadsheet, or add them one by one."),
                url_of("training:import"),
            ),
            Point(_("Or enter head counts alone, without naming anyone."), url_of(_COUNTS_PAGE)),
        ]
    crisis = finding.requirement == Requirement.CRISIS_INTERVENTION
    rows = "training=no_cit&kind=sworn" if crisis else "training=needs_training&kind=sworn"
    page = url_of(_COUNTS_PAGE) if by_counts else url_of("training:officers", query=rows)
    if finding.out_of == 0:
        return [
            Point(
                _(
                    "Nobody recorded counts as a sworn officer today. Check who is sworn, hired and separated."
                ),
                url_of(_COUNTS_PAGE) if by_counts else url_of("training:officers"),
            )
        ]
    short = {"short": finding.shortfall}
    if crisis:
        text = ngettext(
            "%(short)s more sworn officer needs crisis-intervention training (CIT, CRIT or an approved equivalent).",
            "%(short)s more sworn officers need crisis-intervention training (CIT, CRIT or an approved equivalent).",
            finding.shortfall,
        )
    elif Track.CIT in edition_by_code(facts.edition).first_aid.tracks:
        text = ngettext(
            "%(short)s sworn officer has neither crisis-intervention training nor Mental Health First Aid.",
            "%(short)s sworn officers have neither crisis-intervention training nor Mental Health First Aid.",
            finding.shortfall,
        )
    else:
        text = ngettext(
            "%(short)s sworn officer still needs Mental Health First Aid.",
            "%(short)s sworn officers still need Mental Health First Aid.",
            finding.shortfall,
        )
    points = [Point(text % short, page)]
    if finding.met_if_pending_approved:
        points.append(
            Point(
                _("It would be met if the courses that wait for a decision are approved."),
                url_of("training:courses"),
            )
        )
    return points


def standing(finding: Finding, facts: Facts) -> str:
    """A practice's state, as a key of the status component: met, not yet met, not started, or not to be judged yet."""
    if finding.met:
        return "met"
    if finding.requirement == Requirement.PARTNERSHIP:
        return "in_progress" if facts.partnerships else "not_started"
    if finding.requirement == Requirement.POLICY:
        return "in_progress" if facts.policies else "not_started"
    if nobody_recorded(facts):
        return "not_started"
    return "in_progress" if finding.actual else "not_met"
