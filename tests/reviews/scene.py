"""An agency with one of everything that the IACP decides on, and every action that decides, by its path."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from agencies import actions as agencies
from agencies.models import Agency, IdentityRequest, Invitation
from campaign.assistance import actions as assistance
from campaign.assistance.models import AssistanceRequest, PeerMatch
from campaign.content.actions import submissions, versions
from campaign.content.models import Nomination, Spotlight
from campaign.conversations.actions import abuse
from campaign.conversations.models import AbuseReport, BlockedSender, Side
from common.models import opaque_code
from documents import actions as documents
from documents.models import Document
from pledges import actions as pledges
from pledges.models import Completion, Pledge
from rehearsal.factories.accounts import AdministratorFactory, ReviewerFactory
from rehearsal.factories.agencies import lead_of
from rehearsal.factories.campaign import SpotlightFactory
from rehearsal.factories.reviews import waiting_completion
from rehearsal.factories.training import EquivalencyRequestFactory, OfficerFactory
from reviews import actions as reviews
from reviews.models import Batch, PreparedDecision, seen_of
from tests.conversations.talking import relayed
from training.actions import courses, officers
from training.models import EquivalencyRequest, Officer


@dataclass(frozen=True, slots=True)
class Scene:
    """The agency and its things."""

    agency: Agency
    pledge: Pledge
    completion: Completion
    certificate: Document
    question: EquivalencyRequest
    officer: Officer
    report: AbuseReport
    blocked: BlockedSender
    help: AssistanceRequest
    match: PeerMatch
    spotlight: Spotlight
    nomination: Nomination


def scene(**agency: Any) -> Scene:
    """An agency whose completion waits; with a certificate, as of an earlier pledge, so that everything is there at once."""
    completion = waiting_completion(accepts_messages=True, **agency)
    of = completion.agency
    conversation = relayed(of)
    helped = assistance.ask(
        kind="contact",
        name="Lee Lead",
        email="lee@example.org",
        subject="How to begin",
        text="What first?",
        form_key=opaque_code(),
        agency=of,
        by=lead_of(of),
    )
    return Scene(
        agency=of,
        pledge=completion.pledge,
        completion=completion,
        certificate=_certificate(completion),
        question=EquivalencyRequestFactory.create(agency=of),
        officer=OfficerFactory.create(agency=of),
        report=abuse.report(conversation=conversation, side=Side.SENDER, reason="Rude.", by=None),
        blocked=BlockedSender.objects.create(mark=conversation.sender_mark, by=ReviewerFactory.create()),
        help=helped,
        match=PeerMatch.objects.create(request=helped, agency=of, by=ReviewerFactory.create()),
        spotlight=SpotlightFactory.create(who=of.name),
        nomination=Nomination.objects.create(
            nominee=of.name, summary="They ride along.", contact="Robin", form_key=opaque_code()
        ),
    )


def _request(s: Scene) -> IdentityRequest:
    """A request of the scene's agency to change its city, which waits."""
    return IdentityRequest.objects.create(
        agency=s.agency, before={"city": s.agency.city}, after={"city": "Shelbyville"}, reason="A merger."
    )


def _withdrawn(s: Scene) -> Invitation:
    """An invitation of the scene's agency that was withdrawn."""
    return Invitation.objects.create(
        agency=s.agency,
        email="again@example.org",
        role="lead",
        token_hash=opaque_code(),
        expires_at=timezone.now(),
        revoked_at=timezone.now(),
    )


def _back(s: Scene, by: User) -> Any:
    """Back to the scene's spotlight as it read before an edit by someone who may."""
    editor = AdministratorFactory.create()
    versions.keep(before=None, row=s.spotlight, by=editor)
    before = Spotlight.objects.get(pk=s.spotlight.pk)
    s.spotlight.title = "Otherwise"
    s.spotlight.save()
    versions.keep(before=before, row=s.spotlight, by=editor)
    return versions.go_back(row=s.spotlight, number=1, by=by)


def _prepare(s: Scene, by: User, batch: Batch | None = None) -> PreparedDecision:
    """A return of the scene's completion, prepared."""
    return reviews.prepare(
        completion=s.completion,
        kind="return",
        verified=frozenset(),
        practices={},
        reasons="Sign it.",
        by=by,
        batch=batch,
    )


def _batch(s: Scene) -> Batch:
    """An open batch that holds it, by someone who may."""
    other = ReviewerFactory.create()
    batch = reviews.open_batch(name="Spring", release_on=None, hold_minutes=60, by=other)
    _prepare(s, other, batch)
    return batch


def _released(s: Scene) -> Batch:
    """The same batch, released by someone who may."""
    return reviews.release_batch(batch=_batch(s), by=ReviewerFactory.create())


def _certificate(completion: Completion) -> Document:
    return Document.objects.create(
        kind=Document.Kind.CERTIFICATE,
        agency=completion.agency,
        completion=completion,
        number="OM-2025-000001",
        dated_on=timezone.localdate(),
        content={},
        content_digest="",
    )


def _until() -> Any:
    return timezone.localdate() + timedelta(days=900)


# Every action that decides about an agency, by its path. A new one that isn't here fails the test that reads the code.
DECIDING: dict[str, Callable[[Scene, User], Any]] = {
    "agencies.actions.identity.approve_identity": lambda s, by: agencies.approve_identity(
        request=_request(s), by=by
    ),
    "agencies.actions.identity.decline_identity": lambda s, by: agencies.decline_identity(
        request=_request(s), answer="Show us the ordinance.", by=by
    ),
    "agencies.actions.identity.correct_identity": lambda s, by: agencies.correct_identity(
        agency=s.agency, version=s.agency.version, changes={"city": "Springfeild"}, reason="A slip.", by=by
    ),
    "agencies.actions.leads.appoint_lead": lambda s, by: agencies.appoint_lead(
        agency=s.agency, email="new@example.org", name="Nia New", reason="The chief retired.", by=by
    ),
    "agencies.actions.leads.reopen_invitation": lambda s, by: agencies.reopen_invitation(
        invitation=_withdrawn(s), reason="The chief retired.", by=by
    ),
    "pledges.actions.intake.verify": lambda s, by: pledges.verify(pledge=s.pledge, by=by),
    "pledges.actions.intake.query": lambda s, by: pledges.query(pledge=s.pledge, question="Who?", by=by),
    "pledges.actions.intake.close": lambda s, by: pledges.close(pledge=s.pledge, reason="Twice.", by=by),
    "pledges.actions.intake.send_confirmation_again": lambda s, by: pledges.send_confirmation_again(
        pledge=s.pledge, by=by
    ),
    "pledges.actions.course.extend": lambda s, by: pledges.extend(
        pledge=s.pledge, until=_until(), reason="A hard year.", by=by
    ),
    "pledges.actions.from_files.release_reminders": lambda s, by: pledges.release_reminders(
        pledge=s.pledge, by=by
    ),
    "pledges.actions.course.withdraw": lambda s, by: pledges.withdraw(pledge=s.pledge, by=by),
    "pledges.actions.course.lapse": lambda s, by: pledges.lapse(pledge=s.pledge, by=by),
    "pledges.actions.course.reinstate": lambda s, by: pledges.reinstate(
        pledge=s.pledge, until=_until(), reason="Back.", by=by
    ),
    "pledges.actions.completion.send_back": lambda s, by: pledges.send_back(completion=s.completion, by=by),
    "pledges.actions.signed_copy.ask_for_signed_letter": lambda s, by: pledges.ask_for_signed_letter(
        completion=s.completion, by=by
    ),
    "pledges.actions.completion.complete": lambda s, by: pledges.complete(completion=s.completion, by=by),
    "pledges.actions.certification.revoke": lambda s, by: pledges.revoke(completion=s.completion, by=by),
    "pledges.actions.certification.recertify": lambda s, by: pledges.recertify(
        completion=s.completion, by=by
    ),
    "reviews.actions.completions.claim": lambda s, by: reviews.claim(completion=s.completion, by=by),
    "reviews.actions.completions.assign": lambda s, by: reviews.assign(
        completion=s.completion, to=None, by=by
    ),
    "reviews.actions.completions.release": lambda s, by: reviews.release(completion=s.completion, by=by),
    "reviews.actions.completions.note": lambda s, by: reviews.note(
        completion=s.completion, text="x", before="", by=by
    ),
    "reviews.actions.completions.approve": lambda s, by: reviews.approve(
        completion=s.completion, practices=frozenset(), by=by
    ),
    "reviews.actions.completions.send_back": lambda s, by: reviews.send_back(
        completion=s.completion, practices={}, reasons="Sign it.", by=by
    ),
    "reviews.actions.preparing.prepare": lambda s, by: _prepare(s, by),
    "reviews.actions.preparing.drop": lambda s, by: reviews.drop(
        completion=s.completion, seen=seen_of([_prepare(s, ReviewerFactory.create())]), by=by
    ),
    "reviews.actions.releasing.release_batch": lambda s, by: reviews.release_batch(batch=_batch(s), by=by),
    "reviews.actions.releasing.recall_batch": lambda s, by: reviews.recall_batch(
        batch=_released(s), reason="A slip.", by=by
    ),
    "documents.actions.voiding.void": lambda s, by: documents.void(completion=s.completion, by=by),
    "pledges.actions.taking_back.take_back": lambda s, by: pledges.take_back(
        completion=s.completion, before={}, by=by
    ),
    "documents.actions.certificates.issue": lambda s, by: documents.issue(
        completion=s.completion, by=by, on=timezone.localdate()
    ),
    "documents.actions.returns.issue_return": lambda s, by: documents.issue_return(
        completion=s.completion, by=by, on=timezone.localdate()
    ),
    "documents.actions.certificates.reissue": lambda s, by: documents.reissue(
        certificate=s.certificate, reason="A slip.", by=by
    ),
    "documents.actions.certificates.reinstate": lambda s, by: documents.reinstate(
        certificate=s.certificate, reason="No mistake.", by=by
    ),
    "documents.actions.certificates.revoke": lambda s, by: documents.revoke(
        certificate=s.certificate, reason="A mistake.", by=by
    ),
    "training.actions.courses.ask": lambda s, by: courses.ask(
        found=s.question, question="Who teaches?", version=1, by=by
    ),
    "training.actions.courses.approve": lambda s, by: courses.approve(
        found=s.question, reasons="It fits.", conditions="", version=1, by=by
    ),
    "training.actions.courses.decline": lambda s, by: courses.decline(
        found=s.question, reasons="Too short.", version=1, by=by
    ),
    "training.actions.courses.withdraw_approval": lambda s, by: courses.withdraw_approval(
        course=s.question.course, reasons="Cut.", by=by
    ),
    "training.actions.officers.exclude": lambda s, by: officers.exclude(
        officer=s.officer, because="On leave.", by=by
    ),
    "campaign.conversations.actions.abuse.settle": lambda s, by: abuse.settle(
        report=s.report, outcome="nothing", by=by
    ),
    "campaign.conversations.actions.abuse.unblock": lambda s, by: abuse.unblock(blocked=s.blocked, by=by),
    "campaign.assistance.actions.assign": lambda s, by: assistance.assign(request=s.help, to=by, by=by),
    "campaign.assistance.actions.release": lambda s, by: assistance.release(request=s.help, by=by),
    "campaign.assistance.actions.answer": lambda s, by: assistance.answer(
        request=s.help, text="Begin.", form_key=opaque_code(), by=by
    ),
    "campaign.assistance.actions.note": lambda s, by: assistance.note(
        request=s.help, text="Rang.", form_key=opaque_code(), by=by
    ),
    "campaign.assistance.actions.close": lambda s, by: assistance.close(
        request=s.help, closure="solved", by=by
    ),
    "campaign.assistance.actions.propose": lambda s, by: assistance.propose(
        request=s.help, agency=s.agency, by=by
    ),
    "campaign.assistance.actions.settle_match": lambda s, by: assistance.settle_match(
        match=s.match, outcome="declined", by=by
    ),
    "campaign.content.actions.versions.keep": lambda s, by: versions.keep(
        before=None, row=s.spotlight, by=by
    ),
    "campaign.content.actions.versions.go_back": lambda s, by: _back(s, by),
    "campaign.content.actions.submissions.decide": lambda s, by: submissions.decide(
        nomination=s.nomination, state="chosen", note="", by=by
    ),
    "agencies.actions.agency.suspend": lambda s, by: agencies.suspend(agency=s.agency, by=by),
    "agencies.actions.agency.unsuspend": lambda s, by: agencies.unsuspend(agency=s.agency, by=by),
    "agencies.actions.agency.release_ori": lambda s, by: agencies.release_ori(agency=s.agency, by=by),
}
# What the IACP's staff may do and an agency's people may, too: a tie closes it as well, unless one is a member.
SHARED = {
    "agencies.actions.membership.invite": lambda s, by: agencies.invite(
        agency=s.agency, email="new@example.org", name="New", role="viewer", by=by
    ),
}
