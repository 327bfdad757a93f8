"""The one thing to do next, for every state of a pledge and every role: always an answer, never an empty page."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from agencies.models import Membership
from agencies.permissions import Capability, role_may
from pledges import messages
from pledges.lifecycle import State
from pledges.models import Completion, Pledge
from pledges.queries.assessment import Assessment
from pledges.queries.returned import Returned
from pledges.task_list import Group, next_task


@dataclass(frozen=True, slots=True)
class NextAction:
    """A title, why, and the page to go to (both empty when there is nothing to do but wait)."""

    title: str
    text: str
    url: str = ""
    label: str = ""


def without_pledge(membership: Membership) -> NextAction:
    """For an agency that has an account and no pledge."""
    return _pledge_anew(membership, _("Your agency hasn't taken the pledge yet."))


def next_action(
    pledge: Pledge,
    membership: Membership,
    assessment: Assessment,
    *,
    draft: Completion | None,
    latest: Completion | None,
    groups: tuple[Group, ...],
    returned: Returned | None = None,
) -> NextAction:
    """What this member can do next for the pledge; or, where others must act, what is being waited for.

    On the way it is the first row of the task list that the submission needs.
    """
    state = pledge.lifecycle_state
    if state in {State.RECEIVED, State.CONFIRMED}:
        text = _("The IACP checks every pledge before it is public. You can already record what you have.")
        return NextAction(_("Waiting for the IACP to verify your pledge"), text)
    if state is State.QUERIED:
        text = _("The IACP has asked a question. %(name)s has the email with the link to answer it.")
        return NextAction(_("Answer the IACP's question"), text % {"name": pledge.coordinator_name})
    if state is State.SUBMITTED:
        return _waiting(latest, membership)
    if state is State.COMPLETED:
        text = _("Your certificate and the letter of acknowledgment are among your documents.")
        return NextAction(
            _("Your agency is One Mind Certified"),
            text,
            messages.url_of("documents:list"),
            _("Open documents"),
        )
    if state is State.LAPSED:
        text = _(
            "The deadline for this pledge has passed. Write to the IACP to have it reinstated, or "
            "pledge again."
        )
        return _pledge_anew(membership, text)
    if state is State.WITHDRAWN:
        return _pledge_anew(membership, _("Your agency withdrew its pledge."))
    if state is State.CLOSED:
        return _pledge_anew(membership, _("The IACP closed this pledge."))
    if state is State.REVOKED and draft is None:
        text = _("Your certificate was revoked. Change what led to it, then submit the completion again.")
        return NextAction(
            _("Become certified again"), text, messages.url_of("pledges:completion"), _("Open the completion")
        )
    return _answer(returned, membership) or _on_the_way(membership, assessment, groups)


def _answer(returned: Returned | None, membership: Membership) -> NextAction | None:
    """What the IACP returned comes first: its reason says what to change."""
    open_asks = returned.open_asks if returned is not None else ()
    if returned is None or not open_asks:
        return None
    text = _("%(open)s points need your answer. Each says what the IACP asks for.")
    values: dict[str, object] = {"open": len(open_asks)}
    if len(open_asks) == 1:
        text = _("One point needs your answer: %(title)s.")
        values = {"title": open_asks[0].title}
    title = _("Answer what the IACP returned")
    if not role_may(membership.role, Capability.COMPLETION_DRAFT):
        return NextAction(title, text % values)
    return NextAction(title, text % values, open_asks[0].answer_url, _("Write the answer"))


def _on_the_way(membership: Membership, assessment: Assessment, groups: tuple[Group, ...]) -> NextAction:
    if assessment.report is None or assessment.facts is None:
        point = messages.refusal(assessment.problems[0])
        title = _("Correct what can't be judged")
        if not role_may(membership.role, Capability.EVIDENCE_EDIT):
            return NextAction(title, point.text)
        return NextAction(title, point.text, point.url, _("Correct the records"))
    task = next_task(groups)
    if task is None:
        return NextAction(_("Ready to be submitted"), _("Nothing is missing."))
    # A row says "2 more officers"; as the next step it is a sentence.
    said = task.card.missing[0].text if task.card is not None and task.card.missing else task.takes
    text = " ".join(filter(None, [said, task.ask]))
    return NextAction(task.todo or task.title, text, task.url, task.label)


def _waiting(latest: Completion | None, membership: Membership) -> NextAction:
    since = (
        date_format(localtime(latest.submitted_at), "DATE_FORMAT") if latest and latest.submitted_at else ""
    )
    if latest and latest.signed_letter_asked_at and latest.signed_letter_id is None:
        text = _("The IACP asks for the signed letter. Attach a scan or a photo of it.")
        may_attach = role_may(membership.role, Capability.COMPLETION_DRAFT)
        page = messages.url_of("pledges:attach_signed_letter") if may_attach else ""
        return NextAction(
            _("Attach the signed letter"), text, page, _("Attach the signed letter") if page else ""
        )
    text = _("It was submitted on %(day)s. You have nothing to do until the IACP has read it.") % {
        "day": since
    }
    if role_may(membership.role, Capability.COMPLETION_SUBMIT):
        return NextAction(
            _("Waiting for the IACP"),
            text,
            messages.url_of("pledges:completion"),
            _("See what was submitted"),
        )
    return NextAction(_("Waiting for the IACP"), text)


def _pledge_anew(membership: Membership, reason: str) -> NextAction:
    if role_may(membership.role, Capability.PLEDGE_RENEW):
        return NextAction(
            _("Take the pledge"), reason, messages.url_of("pledges:again"), _("Take the pledge")
        )
    return NextAction(_("Take the pledge"), reason + " " + _("Your agency's lead or signatory can do it."))
