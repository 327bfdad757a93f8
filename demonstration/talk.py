"""Questions to agencies and requests for help, in every state: what people ask each other in the demonstration."""

from datetime import date, timedelta

from accounts.models import User
from agencies import actions as agencies
from agencies.models import Agency, Membership
from campaign.assistance import actions as assistance
from campaign.assistance.models import AssistanceRequest
from campaign.assistance.queries import peers as assistance_peers
from campaign.content.models import LearningSite
from campaign.conversations.actions import abuse, relay
from campaign.conversations.models import Conversation, Side
from demonstration.calendar import on_day
from outbox.dispatch import deliver_due

# Asked in vain, and answered: subject, question, name, organization, answer, days ago.
_QUESTIONS = (
    (
        "Clinicians on night shifts",
        "You ride along with clinicians. Who covers the nights, and who pays for them?",
        "Jamie Fuller",
        "Cedar Flats Police Department",
        "",
        3,
    ),
    (
        "Your first refresher",
        "How did you bring officers back for a refresher without paying overtime?",
        "Devon Marsh",
        "",
        "We put it on the two training days in spring that everyone has anyway, four hours each.",
        16,
    ),
    (
        "Buy our tablets",
        "Greatest tablets for patrol cars. Reply now for our offer!",
        "Best Offers",
        "Tablets Direct",
        "",
        1,
    ),
)


def talk(today: date, reviewer: User, *, about: str) -> str:
    """Questions to the agency named ``about``, and requests for help of it and of others. Made once; names no agency."""
    agency = Agency.objects.get(name=about)
    if Conversation.objects.filter(form_key__startswith="demo-").exists():
        return ""
    lead = Membership.objects.filter(agency=agency, role=Membership.Role.LEAD).select_related("user")[0].user
    agencies.update_profile(
        agency=agency, version=agency.version, changes={"accepts_messages": True}, by=lead
    )
    agency.refresh_from_db()
    _questions(today, agency, lead)
    _requests(today, agency, lead, reviewer)
    deliver_due()
    return ""


def _questions(today: date, agency: Agency, lead: User) -> None:
    for number, (subject, text, name, organization, answer, ago) in enumerate(_QUESTIONS):
        with on_day(today - timedelta(days=ago)):
            conversation = relay.ask(
                agency=agency,
                name=name,
                organization=organization,
                email=f"asker{number}@example.org",
                subject=subject,
                text=text,
                form_key=f"demo-question-{number}",
            )
            if conversation is None:
                continue
            relay.confirm(conversation=conversation)
            if answer:
                relay.answer(
                    conversation=conversation, text=answer, form_key=f"demo-answer-{number}", by=lead
                )
    abuse.report(
        conversation=Conversation.objects.get(form_key="demo-question-2"),
        side=Side.AGENCY,
        reason="This is advertising.",
        by=lead,
    )


def _requests(today: date, agency: Agency, lead: User, reviewer: User) -> None:
    kinds = AssistanceRequest.Kind
    with on_day(today - timedelta(days=5)):
        peer = _ask(
            "peer",
            kinds.PEER,
            "A policy that officers read",
            "We have to write our crisis-response policy. Who has one that fits on a few pages?",
            agency=agency,
            by=lead,
        )
        assistance.assign(request=peer, to=reviewer, by=reviewer)
        for found in assistance_peers.peers_for(peer)[:1]:
            asked = assistance_peers.listed_agency(found.public_id)
            if asked is not None:
                assistance.propose(request=peer, agency=asked, by=reviewer)
        assistance.note(
            request=peer, text="Rang them: they are glad to talk.", form_key="demo-note", by=reviewer
        )
        assistance.answer(
            request=peer,
            text="There is an agency much like yours that is glad to talk. May we give them your telephone number?",
            form_key="demo-peer-answer",
            by=reviewer,
        )
    with on_day(today - timedelta(days=9)):
        _ask(
            "technical",
            kinds.TECHNICAL,
            "Starting a partnership from nothing",
            "The next clinic is 60 miles away. Whom do we ask first?",
            organization="Prairie View Police Department",
            agency_kind="municipal",
            region="US-KS",
            sworn=24,
        )
        _ask(
            "site",
            kinds.SITE,
            "Riding along in Houston",
            "Could two of our sergeants watch a shift?",
            organization="Berkeley County Sheriff's Office",
            agency_kind="sheriff",
            region="US-WV",
            sworn=68,
            site=LearningSite.objects.filter(name__startswith="Houston").first(),
        )
    for number, rating in enumerate((5, 4, 5, 2)):
        with on_day(today - timedelta(days=30 + number)):
            done = _ask(
                f"contact-{number}",
                kinds.CONTACT,
                "A question about the pledge",
                "May a retired chief sign our letter?",
                organization="",
            )
            assistance.answer(
                request=done,
                text="The chief in office signs, or another member of command staff.",
                form_key=f"demo-contact-answer-{number}",
                by=reviewer,
            )
            done = assistance.close(request=done, closure=AssistanceRequest.Closure.SOLVED.value, by=reviewer)
            assistance.rate(request=done, rating=rating, comment="")


def _ask(
    key: str,
    kind: AssistanceRequest.Kind,
    subject: str,
    text: str,
    *,
    organization: str | None = None,
    agency_kind: str = "",
    region: str = "",
    sworn: int | None = None,
    site: LearningSite | None = None,
    agency: Agency | None = None,
    by: User | None = None,
) -> AssistanceRequest:
    return assistance.ask(
        kind=kind.value,
        name=by.name if by is not None else "Jamie Fuller",
        email=by.email if by is not None else f"{key}@example.org",
        subject=subject,
        text=text,
        form_key=f"demo-request-{key}",
        organization=organization if organization is not None else (agency.name if agency else ""),
        agency_kind=agency_kind,
        region=region,
        sworn=sworn,
        site=site,
        agency=agency,
        by=by,
    )
