"""What waits for reviewers: requests for help."""

from collections.abc import Callable, Iterator

from django.utils.translation import ngettext_lazy

from accounts.models import User
from accounts.waiting import Item, Kind, waits
from campaign.assistance.models import AssistanceRequest
from campaign.assistance.permissions import may_help
from campaign.assistance.queries.desk import OURS_VALUES


@waits(
    Kind(
        "help",
        ngettext_lazy("%(count)d request for help", "%(count)d requests for help", "count"),
        "assistance:desk_requests",
    )
)
def requests_for_help() -> Iterator[Item]:
    """Requests that no reviewer has taken, and for each reviewer those that they took."""
    waiting = AssistanceRequest.objects.filter(state__in=OURS_VALUES)
    for request in waiting.select_related("agency", "assigned_to"):
        yield Item(request.pk, request.turned_at, _may_help(request))


def _may_help(request: AssistanceRequest) -> Callable[[User], bool]:
    reviewer = request.assigned_to
    taken = reviewer if reviewer is not None and reviewer.is_reviewer else None
    return lambda user: user.is_reviewer and taken in (None, user) and may_help(user, request)
