"""Requests for help, relayed questions, and what visitors send: the neighbor's waits in the same state."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from campaign.assistance import actions as assistance
from campaign.assistance.models import AssistanceRequest
from campaign.content.actions import links, seeds, submissions, versions
from campaign.content.actions import retention as content_retention
from campaign.content.models import CommentSwitch, Nomination, Question
from campaign.conversations.actions import abuse, relay
from campaign.conversations.actions import retention as conversation_retention
from campaign.conversations.models import AbuseReport, BlockedSender, Conversation, Side
from common.models import opaque_code
from rehearsal.factories.agencies import AgencyFactory
from rehearsal.factories.campaign import PostFactory, SupporterFactory
from tests.actions.stage import Arguments, Scene, now, row
from tests.conversations.talking import asked, relayed

OLD = timedelta(days=366)


def _help(s: Scene) -> AssistanceRequest:
    """A request that the reviewer has."""
    request = assistance.ask(
        kind="peer", name="Quinn", email="q@example.org", subject="Hello", text="Help", form_key=opaque_code(),
        agency=s.agency, by=s.lead,
    )  # fmt: skip
    return assistance.assign(request=request, to=s.reviewer, by=s.reviewer)


def _closed(s: Scene) -> AssistanceRequest:
    return assistance.close(request=_help(s), closure="solved", by=s.reviewer)


def _said(text: str = "What was said.") -> Arguments:
    return {"text": text, "form_key": opaque_code()}


@row(assistance.ask, "campaign.help_requested: new AssistanceRequest", "> campaign.assistance_received")
def _ask_for_help(s: Scene) -> Arguments:
    if not s.mine:
        _help(s)
    return {
        "kind": "peer", "name": "Quinn", "email": "q@example.org", "subject": "Hello", "agency": s.agency, "by": s.lead,
        **_said(),
    }  # fmt: skip


@row(assistance.assign, "campaign.help_assigned: request", "> campaign.assistance_assigned")
def _assign(s: Scene) -> Arguments:
    return {"request": _help(s), "to": s.staff.colleague, "by": s.reviewer}


@row(assistance.release, "campaign.help_released: request")
def _release(s: Scene) -> Arguments:
    return {"request": _help(s), "by": s.reviewer}


@row(assistance.answer, "campaign.help_answered: request", "> campaign.assistance_answered")
def _answer_help(s: Scene) -> Arguments:
    return {"request": _help(s), "by": s.reviewer, **_said()}


@row(assistance.note, "campaign.help_noted: request, of no agency")
def _note(s: Scene) -> Arguments:
    return {"request": _help(s), "by": s.reviewer, **_said()}


@row(assistance.reply, "campaign.help_reopened: request", "> campaign.assistance_replied")
def _reply(s: Scene) -> Arguments:
    return {"request": _closed(s), "by": s.lead, **_said()}


@row(assistance.close, "campaign.help_closed: request", "> campaign.assistance_closed")
def _close_help(s: Scene) -> Arguments:
    return {"request": _help(s), "closure": "solved", "by": s.reviewer}


@row(assistance.rate, "campaign.help_rated: request, of no agency")
def _rate(s: Scene) -> Arguments:
    return {"request": _closed(s), "rating": 4, "comment": "Quick."}


@row(assistance.propose, "campaign.peer_proposed: request, of no agency")
def _propose(s: Scene) -> Arguments:
    return {"request": _help(s), "agency": AgencyFactory.create(), "by": s.reviewer}


@row(assistance.settle_match, "campaign.peer_settled: its AssistanceRequest, of no agency")
def _settle_match(s: Scene) -> Arguments:
    match = assistance.propose(request=_help(s), agency=AgencyFactory.create(), by=s.reviewer)
    return {"match": match, "outcome": "declined", "by": s.reviewer}


@row(assistance.purge_requests, "campaign.help_emptied: its AssistanceRequest, of no agency")
def _forget_help(s: Scene) -> Arguments:
    request = _closed(s)
    closed_at = now() - (OLD if s.mine else timedelta(days=364))
    AssistanceRequest.objects.filter(pk=request.pk).update(closed_at=closed_at)
    s.due.append(request)
    return {"now": now()}


def _question(s: Scene) -> Conversation:
    """A question that waits for the agency."""
    if not s.agency.pledges.exists():
        s.pledge()
    return relayed(s.agency, email=f"quinn.{s.name.lower()}@example.net")


def _report(s: Scene) -> AbuseReport:
    return abuse.report(conversation=_question(s), side=Side.AGENCY, reason="Rude.", by=s.lead)


@row(relay.ask, "campaign.question_received: new Conversation, of no agency", "> campaign.connect_confirm")
def _ask(s: Scene) -> Arguments:
    s.pledge()
    if not s.mine:
        asked(s.agency)
    return {
        "agency": s.agency, "name": "Quinn", "organization": "", "email": "quinn@example.net", "subject": "Night shifts",
        **_said(),
    }  # fmt: skip


@row(relay.confirm, "campaign.question_relayed: conversation", "> campaign.connect_relayed")
def _confirm(s: Scene) -> Arguments:
    s.pledge()
    return {"conversation": asked(s.agency)}


@row(relay.ask_more, "campaign.question_followed: conversation", "> campaign.connect_relayed")
def _ask_more(s: Scene) -> Arguments:
    return {"conversation": _question(s), **_said()}


@row(relay.answer, "campaign.question_answered: conversation", "> campaign.connect_answered")
def _answer(s: Scene) -> Arguments:
    return {"conversation": _question(s), "by": s.lead, **_said()}


@row(relay.close, "campaign.conversation_closed: conversation", "> campaign.connect_closed")
def _close(s: Scene) -> Arguments:
    return {"conversation": _question(s), "side": Side.AGENCY, "by": s.lead}


@row(abuse.report, "campaign.conversation_reported: conversation")
def _report_it(s: Scene) -> Arguments:
    return {"conversation": _question(s), "side": Side.AGENCY, "reason": "Rude.", "by": s.lead}


@row(
    abuse.settle,
    "campaign.conversation_closed: its Conversation",
    "campaign.sender_blocked: new BlockedSender, of no agency",
    "campaign.report_settled: its Conversation",
    "> campaign.connect_closed",
)
def _settle(s: Scene) -> Arguments:
    return {"report": _report(s), "outcome": "blocked", "by": s.reviewer}


@row(abuse.unblock, "campaign.sender_unblocked: blocked, of no agency")
def _unblock(s: Scene) -> Arguments:
    report = abuse.settle(report=_report(s), outcome="blocked", by=s.reviewer)
    return {"blocked": BlockedSender.objects.get(mark=report.conversation.sender_mark), "by": s.reviewer}


@row(conversation_retention.purge_conversations, "campaign.conversation_deleted: its Conversation")
def _forget(s: Scene) -> Arguments:
    moved_at = now() - timedelta(days=181 if s.mine else 179)
    Conversation.objects.filter(pk=_question(s).pk).update(moved_at=moved_at)
    return {"now": now()}


@row(
    conversation_retention.purge_unconfirmed,
    "campaign.conversation_deleted: its Conversation",
)
def _purge_unconfirmed(s: Scene) -> Arguments:
    s.pledge()
    conversation = asked(s.agency, email=f"quinn.{s.name.lower()}@example.net")
    moved_at = now() - timedelta(days=8 if s.mine else 6)
    Conversation.objects.filter(pk=conversation.pk).update(moved_at=moved_at)
    return {"now": now()}


@row(submissions.announce, "campaign.class_announced: new ClassListing, of no agency")
def _announce(s: Scene) -> Arguments:
    day = timezone.localdate() + timedelta(days=30)
    arguments: dict[str, Any] = {
        "course": "cit", "title": "CIT in May", "provider": "Riverbend PD", "delivery": "in_person", "city": "Macon",
        "region": "US-GA", "starts_on": day, "ends_on": day, "seats_open": 5, "url": "https://example.org/",
        "sent_by": "robin@example.org", "form_key": opaque_code(),
    }  # fmt: skip
    if not s.mine:
        submissions.announce(**arguments)
    return arguments


@row(submissions.sign_up, "campaign.supporter_signed_up: new Supporter, of no agency")
def _sign_up(s: Scene) -> Arguments:
    arguments = {
        "name": "Macon Friends", "city": "Macon", "state": "GA", "url": "", "contact_name": "Robin",
        "contact_email": "robin@example.org", "reason": "", "form_key": opaque_code(),
    }  # fmt: skip
    if not s.mine:
        submissions.sign_up(**arguments)
    return arguments


@row(links.check)
def _check(s: Scene) -> Arguments:
    return {"now": now(), "seconds": 5, "look": lambda _url: ("works", 200, ""), "pause": 0}


@row(seeds.load)
def _seeds(s: Scene) -> Arguments:
    Question.objects.filter(number=3).update(answer=f"Staff of {s.name} said otherwise.")
    return {}


@row(submissions.comment, "campaign.comment_sent: new Comment, of no agency")
def _comment(s: Scene) -> Arguments:
    CommentSwitch.objects.update_or_create(pk=1, defaults={"is_on": True})
    post = PostFactory.create(takes_comments=True)
    arguments = {"slug": post.slug, "name": "Robin", **_said()}
    if not s.mine:
        submissions.comment(**arguments)
    return arguments


def _nomination(s: Scene) -> Nomination:
    return submissions.nominate(
        nominee="Riverbend",
        summary="They did well.",
        contact="Robin",
        nominee_contact="",
        form_key=opaque_code(),
    )


@row(content_retention.purge_contacts, "campaign.sender_emptied: its Nomination, of no agency")
def _forget_senders(s: Scene) -> Arguments:
    nomination = _nomination(s)
    Nomination.objects.filter(pk=nomination.pk).update(
        created_at=now() - (OLD if s.mine else timedelta(days=364))
    )
    s.due.append(nomination)
    return {"now": now()}


@row(submissions.nominate, "campaign.spotlight_nominated: new Nomination, of no agency")
def _nominate(s: Scene) -> Arguments:
    if not s.mine:
        _nomination(s)
    return {
        "nominee": "Riverbend", "summary": "They did well.", "contact": "Robin", "nominee_contact": "",
        "form_key": opaque_code(),
    }  # fmt: skip


@row(submissions.decide, "campaign.nomination_decided: nomination, of no agency")
def _decide(s: Scene) -> Arguments:
    return {"nomination": _nomination(s), "state": "declined", "note": "Not now.", "by": s.editor}


@row(versions.keep, "campaign.content_edited: before, of no agency")
def _keep(s: Scene) -> Arguments:
    """The first change of a supporter: how it read before is kept as well."""
    supporter = SupporterFactory.create(name="Before")
    before = type(supporter).objects.get(pk=supporter.pk)
    supporter.name = "After"
    supporter.save()
    if not s.mine:
        versions.keep(before=before, row=supporter, by=s.editor)
    return {"before": before, "row": supporter, "by": s.editor}


@row(versions.go_back, "campaign.content_edited: row, of no agency")
def _go_back(s: Scene) -> Arguments:
    arguments = _keep(s)
    if s.mine:
        versions.keep(**arguments)
    return {"row": arguments["row"], "number": 1, "by": s.editor}
