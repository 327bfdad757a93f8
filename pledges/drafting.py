"""First words for the completion's three statements (FAQ 9), from what is recorded. The agency edits them as it likes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agencies.models import Agency
from compliance.editions import Track, edition_by_code
from compliance.facts import Facts, Status
from compliance.practices import CRISIS_INTERVENTION, FIRST_AID, PARTNERSHIP, POLICY
from compliance.report import Report
from compliance.standings import non_sworn, standings
from pledges.queries.assessment import Assessment
from pledges.wording.points import written
from policies.models import PolicyComponent

MOU = gettext_lazy("A copy of the memorandum of understanding with your partner")
POLICY_FILE = gettext_lazy("A copy of the policy")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the form shows before anything was saved; empty texts where nothing is recorded yet."""

    statements: Mapping[str, str] = field(default_factory=dict)
    signatory_name: str = ""
    signatory_title: str = ""


def suggest(agency: Agency, assessment: Assessment) -> Suggestion:
    """Sentences that say what today's records say, and the head of the agency as the one who signs. No query."""
    if assessment.facts is None or assessment.report is None:
        return Suggestion(signatory_name=agency.head_name, signatory_title=agency.head_title)
    return Suggestion(
        statements={
            CRISIS_INTERVENTION.key: _training(assessment.facts, assessment.report),
            PARTNERSHIP.key: _partnership(assessment.facts),
            POLICY.key: _policy(assessment.facts),
        },
        signatory_name=agency.head_name,
        signatory_title=agency.head_title,
    )


def _training(facts: Facts, report: Report) -> str:
    if report.sworn == 0:
        return ""
    cit = report.finding(CRISIS_INTERVENTION.key)
    first_aid = report.finding(FIRST_AID.key)
    figures = {
        "day": written(report.as_of),
        "sworn": report.sworn,
        "cit": cit.actual,
        "needed": cit.needed,
        "covered": first_aid.actual,
    }
    sentences = [
        ngettext(
            "As of %(day)s our agency has %(sworn)s sworn officer.",
            "As of %(day)s our agency has %(sworn)s sworn officers.",
            report.sworn,
        )
        % figures,
        ngettext(
            "%(cit)s of them has completed crisis-intervention training (CIT, CRIT or an approved equivalent); "
            "the pledge asks for at least %(needed)s.",
            "%(cit)s of them have completed crisis-intervention training (CIT, CRIT or an approved equivalent); "
            "the pledge asks for at least %(needed)s.",
            cit.actual,
        )
        % figures,
        _covered(facts, report) % figures,
    ]
    if facts.headcount is not None:
        sentences.append(_("These figures are head counts reported by our agency."))
        return " ".join(sentences)
    if span := _training_span(facts):
        sentences.append(_("The training took place between %(first)s and %(last)s.") % span)
    others = non_sworn(standings(facts)).trained
    if others:
        sentences.append(
            ngettext(
                "In addition, %(count)s member of our non-sworn staff was trained.",
                "In addition, %(count)s members of our non-sworn staff were trained.",
                others,
            )
            % {"count": others}
        )
    return " ".join(sentences)


def _covered(facts: Facts, report: Report) -> str:
    first_aid = report.finding(FIRST_AID.key)
    alone_is_enough = Track.CIT in edition_by_code(facts.edition).first_aid.tracks
    if alone_is_enough and first_aid.met:
        return _(
            "Everyone else has completed Mental Health First Aid or an approved equivalent: %(covered)s of %(sworn)s in all."
        )
    if alone_is_enough:
        return _(
            "%(covered)s of %(sworn)s have either that training or Mental Health First Aid (or an approved equivalent)."
        )
    return _("%(covered)s of %(sworn)s have completed Mental Health First Aid or an approved equivalent.")


def _training_span(facts: Facts) -> dict[str, str] | None:
    done = {Status.COMPLETED, Status.PASSED}
    days = [
        record.completed_on
        for record in facts.records
        if record.status in done and record.completed_on <= facts.as_of
    ]
    if not days:
        return None
    first, last = (date_format(day, "YEAR_MONTH_FORMAT") for day in (min(days), max(days)))
    return {"first": first, "last": last} if first != last else None


def _partnership(facts: Facts) -> str:
    sentences = []
    for entry in PARTNERSHIP.in_place(facts):
        values = {
            "day": written(entry.started_on),
            "name": entry.organization.strip(),
            "nature": entry.nature.strip(),
        }
        sentences.append(_("Since %(day)s we have worked with %(name)s: %(nature)s") % values)
    return "\n\n".join(sentences)


def _policy(facts: Facts) -> str:
    labels = dict(PolicyComponent.Kind.choices)
    sentences = []
    for entry in POLICY.in_place(facts):
        parts = [str(labels.get(component, component)) for component in entry.components]
        values = {"day": written(entry.adopted_on), "title": entry.title.strip(), "parts": "; ".join(parts)}
        sentences.append(
            _("%(title)s has been in force since %(day)s. Its main components: %(parts)s.") % values
        )
    return "\n\n".join(sentences)
