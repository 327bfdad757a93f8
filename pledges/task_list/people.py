"""Who the agency is, and whom it counts."""

from dataclasses import replace

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import Agency
from agencies.permissions import Capability
from pledges import messages
from pledges.messages import Point, url_of
from pledges.task_list.rows import Home, Task, open_to


def who_you_are(home: Home) -> Task:
    """The head of the agency, how to reach it, and a second lead: recommended, and no submission is kept back for it."""
    agency = home.agency
    # A roster's agency declares its strength; head counts bring their own.
    declared = agency.sworn or agency.evidence_mode == Agency.EvidenceMode.COUNTS
    needed = {
        _("the head of the agency"): agency.head_name,
        _("the title of the head"): agency.head_title,
        _("the number of sworn officers"): declared,
        _("the postal address"): agency.address,
        _("the phone number"): agency.phone,
    }
    missing = [words for words, value in needed.items() if not value]
    is_alone = home.lacks_second_lead
    task = Task(
        key="agency",
        title=_("Who you are"),
        icon="building-2",
        status="recommended" if missing or is_alone else "done",
        is_done=not (missing or is_alone),
        is_required=False,
        text=", ".join(filter(None, [agency.head_name, agency.head_title])),
        suggests_lead=is_alone,
    )
    if missing:
        takes = _("Enter %(missing)s.") % {"missing": get_text_list(missing, _("and"))}
        label = _("Open the profile")
        task = replace(task, takes=takes)
        return open_to(home, Capability.PROFILE_EDIT, task, url_of("agencies:profile"), label)
    return replace(task, url=url_of("agencies:profile"), label=_("Open the profile"))


def people(home: Home) -> list[Task]:
    """The roster or the head counts; no row while the records can't be judged."""
    facts, report = home.assessment.facts, home.assessment.report
    if facts is None or report is None:
        return []
    by_counts = home.agency.evidence_mode == Agency.EvidenceMode.COUNTS
    enter, bring = url_of("training:headcount_add"), url_of("roster_import:index")
    task = Task(
        key="people",
        title=_("Head counts") if by_counts else _("Officers"),
        icon="hash" if by_counts else "users",
        status="not_started",
        todo=_("Enter head counts") if by_counts else _("Import officers"),
    )
    if not messages.no_one_recorded(facts):
        text = ngettext("%(count)s sworn officer counted", "%(count)s sworn officers counted", report.sworn)
        page = "training:headcount" if report.self_reported else "training:officers"
        label = _("Open head counts") if report.self_reported else _("Open officers")
        done = replace(task, status="done", is_done=True, text=text % {"count": report.sworn})
        return [replace(done, url=url_of(page), label=label)]
    if by_counts:
        task = replace(
            task, takes=_("Three figures: sworn officers, and how many of them have which training.")
        )
        return [open_to(home, Capability.TRAINING_EDIT, task, enter, _("Enter figures"))]
    task = replace(
        task,
        takes=_("Import your officers from a spreadsheet, or add them one by one."),
        others=(Point(_("Or enter head counts alone, without naming anyone."), enter),),
    )
    return [open_to(home, Capability.TRAINING_EDIT, task, bring, _("Import officers"))]
