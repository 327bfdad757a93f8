"""What waits of the campaign: help and reports for reviewers; nominations and sign-ups for who edits its content."""

from collections.abc import Callable, Iterator

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import ngettext_lazy

from accounts.models import User
from accounts.permissions import is_editor
from accounts.waiting import Item, Kind, waits
from agencies import leads
from agencies.permissions import Capability, reviewer_may
from campaign.connect_states import State
from campaign.models import AssistanceRequest, ClassListing, Conversation, Nomination, Supporter
from campaign.permissions import may_help, why_not_decide
from campaign.queries import connect
from campaign.queries.assistance_desk import OURS_VALUES


@waits(
    Kind(
        "help",
        ngettext_lazy("%(count)d request for help", "%(count)d requests for help", "count"),
        "campaign:desk_requests",
    )
)
def requests_for_help() -> Iterator[Item]:
    """Requests that no reviewer has taken, and for each reviewer those that they took."""
    waiting = AssistanceRequest.objects.filter(state__in=OURS_VALUES)
    for request in waiting.select_related("agency", "assigned_to"):
        yield Item(request.pk, request.turned_at, _may_help(request))


@waits(
    Kind(
        "report",
        ngettext_lazy("%(count)d reported message", "%(count)d reported messages", "count"),
        "campaign:desk_messages",
    )
)
def reported_messages() -> Iterator[Item]:
    """Conversations that were reported."""
    for report in connect.open_reports():
        yield Item(
            report.pk, report.created_at, reviewer_may(Capability.REPORT_SETTLE, report.conversation.agency)
        )


@waits(
    Kind(
        "question",
        ngettext_lazy(
            "%(count)d visitor's question at an agency that no lead can open",
            "%(count)d visitors' questions at agencies that no lead can open",
            "count",
        ),
        "reviews:access",
    )
)
def unread_questions() -> Iterator[Item]:
    """Relayed questions that wait for an agency that lost its lead: they wait until the IACP appoints one."""
    waiting = Conversation.objects.filter(state=State.WAITING.value, agency__in=leads.without_lead())
    for conversation in waiting.select_related("agency"):
        yield Item(
            conversation.pk, conversation.moved_at, reviewer_may(Capability.LEAD_APPOINT, conversation.agency)
        )


@waits(
    Kind(
        "nomination",
        ngettext_lazy("%(count)d new nomination", "%(count)d new nominations", "count"),
        "admin:campaign_nomination_changelist",
        "?state__exact=new",
    )
)
def nominations() -> Iterator[Item]:
    """Nominations for the spotlight that no one has looked at."""
    return _content(Nomination.objects.filter(state=Nomination.State.NEW))


@waits(
    Kind(
        "supporter",
        ngettext_lazy(
            "%(count)d organization that signed up as a supporter",
            "%(count)d organizations that signed up as supporters",
            "count",
        ),
        "admin:campaign_supporter_changelist",
        "?is_published__exact=0",
    )
)
def supporters() -> Iterator[Item]:
    """Sign-ups of supporting organizations that aren't published."""
    return _content(Supporter.objects.filter(is_published=False, form_key__isnull=False))


@waits(
    Kind(
        "class",
        ngettext_lazy("%(count)d announced class", "%(count)d announced classes", "count"),
        "admin:campaign_classlisting_changelist",
        "?is_published__exact=0",
    )
)
def classes() -> Iterator[Item]:
    """Classes that were announced by the public form, aren't published, and aren't over."""
    announced = ClassListing.objects.filter(is_published=False, form_key__isnull=False)
    return _content(announced.filter(ends_on__gte=timezone.localdate()))


def _may_help(request: AssistanceRequest) -> Callable[[User], bool]:
    reviewer = request.assigned_to
    taken = reviewer if reviewer is not None and reviewer.is_reviewer else None
    return lambda user: user.is_reviewer and taken in (None, user) and may_help(user, request)


def _content(rows: "QuerySet[Nomination] | QuerySet[Supporter] | QuerySet[ClassListing]") -> Iterator[Item]:
    for row in rows:
        yield Item(row.pk, row.created_at, _may_decide(row))


def _may_decide(row: Model) -> Callable[[User], bool]:
    return lambda user: is_editor(user) and not why_not_decide(user, row)
