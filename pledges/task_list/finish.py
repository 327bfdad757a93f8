"""The letter, its signature, and the submission."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.permissions import Capability, role_may
from pledges.checklist import Item
from pledges.lifecycle import INTAKE, PREPARING, State
from pledges.messages import Point, url_of
from pledges.task_list.rows import Home, Task, open_to

_OF_THE_LETTER = ("returned", "words", "signatory", "letter")


def finish(home: Home) -> Iterable[Task]:
    """What comes after the practices; nothing of a pledge that has ended."""
    if home.state in INTAKE:
        yield _verification(home)
    elif home.state in PREPARING:
        letter = _letter(home)
        yield letter
        yield _signature(home, letter)
        yield _submission(home)
    elif home.state in {State.SUBMITTED, State.COMPLETED} and home.latest is not None:
        yield Task(
            "letter", _("Completion letter"), "file-text", "done", is_done=True,
            text=_("It was submitted with the completion."),
            url=url_of("documents:letter"), label=_("Open the letter"),
        )  # fmt: skip
        yield _signature_of_submitted(home)
        yield _decision(home)


def _verification(home: Home) -> Task:
    """A pledge that isn't verified yet waits for the IACP, or for the coordinator whom the IACP asked."""
    is_asked = home.state is State.QUERIED
    return Task(
        key="verification",
        title=_("Verification"),
        icon="shield-check",
        status="queried" if is_asked else "closed" if home.state is State.CLOSED else "waiting",
        text=_("The IACP checks every pledge before it is public."),
        waits_for=home.pledge.coordinator_name if is_asked else _("the IACP"),
    )


def _letter(home: Home) -> Task:
    """The first of what the letter still needs: the answer to a return, words, who signs, the PDF."""
    items = [item for item in home.checklist if item.key in _OF_THE_LETTER]
    missing = next(
        (item for key in _OF_THE_LETTER for item in items if item.key == key and not item.done), None
    )
    task = Task("letter", _("Completion letter"), "file-text", "not_started")
    if missing is None:
        made = replace(task, status="done", is_done=True, text=_("It says what is recorded."))
        return replace(made, url=url_of("documents:letter"), label=_("Open the letter"))
    completion = url_of("pledges:completion")
    if missing.key == "letter":
        is_outdated = home.draft is not None and home.draft.letter_id is not None
        task = replace(
            task,
            status="in_progress",
            status_label=_("To be made again") if is_outdated else _("To be made"),
            takes=missing.text,
            todo=_("Make the completion letter"),
        )
        return open_to(home, Capability.COMPLETION_DRAFT, task, missing.url, _("Make the letter"))
    if missing.key == "signatory":
        text = _("Read what the letter says, add what your records can't say, and name who signs.")
        task = replace(task, takes=text, todo=_("Write the completion"))
        if home.draft is not None:
            task = replace(task, status="in_progress")
        return open_to(home, Capability.COMPLETION_DRAFT, task, completion, _("Write the completion"))
    label = _("Write the answer") if missing.key == "returned" else _("Change the words")
    task = replace(
        task,
        status="returned_open" if missing.key == "returned" else "not_met",
        takes=missing.text,
        todo=_("Answer what the IACP returned") if missing.key == "returned" else missing.label,
    )
    return open_to(home, Capability.COMPLETION_DRAFT, task, missing.url, label)


def _signature(home: Home, letter: Task) -> Task:
    """The signature of the letter as it now is. A submission isn't kept back for it."""
    draft, signature = home.draft, home.signature
    task = Task("signature", _("Signature"), "signature", "not_started", is_required=False)
    if draft is None or not letter.is_done:
        return replace(task, takes=_("Comes after the letter."))
    if draft.signed_letter_id is not None and not draft.signed_an_earlier_letter:
        return _signed(home, task)
    name = draft.signatory_name
    attach = Point(_("Attach the signed letter"), url_of("pledges:attach_signed_letter"))
    if signature.is_open and signature.sent_at and signature.until:
        text = _("Sent on %(day)s. The link works until %(until)s.") % {
            "day": _day(signature.sent_at),
            "until": _day(signature.until),
        }
        sent = replace(task, status="waiting", text=text, waits_for=name)
        return replace(sent, url=url_of("documents:letter"), label=_("Open the letter"))
    takes = _("Send the letter to %(name)s, or attach a signed copy.") % {"name": name}
    if draft.signed_letter_id is not None:
        takes = _("The signature is for an earlier letter.") + " " + takes
    task = replace(task, status="recommended", takes=takes, others=(attach,))
    label = _("Send the letter for signature")
    return open_to(home, Capability.COMPLETION_DRAFT, task, url_of("documents:sign_send"), label)


def _signed(home: Home, task: Task) -> Task:
    signature = home.signature
    text = _("A signed copy is attached.")
    if signature.signed_at is not None:
        values = {"name": signature.signed_by, "day": _day(signature.signed_at)}
        text = _("Signed by %(name)s on %(day)s.") % values
    done = replace(task, status="done", is_done=True, text=text)
    return replace(done, url=url_of("documents:letter"), label=_("Open the letter"))


def _signature_of_submitted(home: Home) -> Task:
    latest = home.latest
    task = Task("signature", _("Signature"), "signature", "optional", is_required=False)
    if latest is not None and latest.signed_letter_id is not None and not latest.signed_an_earlier_letter:
        return _signed(home, task)
    if home.state is State.SUBMITTED and latest is not None and latest.signed_letter_asked_at is not None:
        task = replace(task, status="more_needed", takes=_("The IACP asks for the signed letter."))
        attach = url_of("pledges:attach_signed_letter")
        return open_to(home, Capability.COMPLETION_DRAFT, task, attach, _("Attach the signed letter"))
    return replace(task, text=_("No signed copy is attached."), is_done=home.state is State.COMPLETED)


def _submission(home: Home) -> Task:
    """The submission, once everything that it needs is there."""
    may = role_may(home.membership.role, Capability.COMPLETION_SUBMIT)
    task = Task(
        "submit", _("Submission"), "send", "not_started",
        todo=_("Submit the completion") if may else _("Ready to be submitted"),
    )  # fmt: skip
    missing = _missing(home.checklist)
    if missing:
        takes = ngettext("%(count)s point comes first.", "%(count)s points come first.", missing)
        return replace(task, takes=takes % {"count": missing})
    task = replace(
        task,
        status="in_progress",
        status_label=_("Ready"),
        takes=_("Everything is there. Have the letter signed, then send it to the IACP."),
    )
    submit = url_of("pledges:submit")
    return open_to(home, Capability.COMPLETION_SUBMIT, task, submit, _("Submit the completion"))


def _missing(checklist: tuple[Item, ...]) -> int:
    return sum(not item.done for item in checklist)


def _decision(home: Home) -> Task:
    """What was submitted waits for the IACP, or was approved."""
    latest = home.latest
    submitted = latest.submitted_at if latest is not None else None
    if home.state is State.COMPLETED:
        return Task(
            "submit", _("Certificate"), "award", "certified", is_done=True,
            text=_("The certificate and the letter of acknowledgment are among your documents."),
            url=url_of("documents:list"), label=_("Open documents"),
        )  # fmt: skip
    return Task(
        "submit", _("Submission"), "send", "submitted", is_done=True,
        text=_("Submitted on %(day)s.") % {"day": _day(submitted)} if submitted else "",
        waits_for=_("the IACP"), url=url_of("pledges:completion"), label=_("See what was submitted"),
    )  # fmt: skip


def _day(moment: datetime) -> str:
    return date_format(localtime(moment), "DATE_FORMAT")
