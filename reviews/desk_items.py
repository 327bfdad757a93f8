"""What reviews put on the desk's table: completions."""

from collections import Counter
from datetime import datetime

from django.db.models import Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.desk import Kind, offer
from pledges import messages
from pledges.models import Completion
from reviews import actions
from reviews.models import Decision
from reviews.permissions import why_not

# Since the first submission of what was returned or recalled meanwhile.
_FIRST = (
    Completion.objects.filter(pledge=OuterRef("pledge"), submitted_at__isnull=False)
    .exclude(state=Completion.State.APPROVED)
    .order_by()
    .values("pledge")
    .annotate(first=Min("submitted_at"))
    .values("first")
)


def _returns(since: datetime) -> Counter[str]:
    """How often each practice was a reason to return a completion, by the practices' titles; and what concerned all."""
    found: Counter[str] = Counter()
    returned = Decision.objects.filter(kind=Decision.Kind.RETURN, decided_at__gte=since)
    for practices, reasons in returned.values_list("practices", "reasons"):
        found.update(messages.title_of(code) for code in practices)
        if reasons:
            found[gettext("Overall")] += 1
    return found


COMPLETION = offer(
    Kind(
        "completion",
        _("Completion"),
        rows=lambda: Completion.objects.filter(state=Completion.State.SUBMITTED),
        page="reviews:completion",
        why_not=why_not,
        within_days=14,
        # What is prepared waits for its release, and for no reviewer.
        ours=Q(prepared__isnull=True),
        others=_("the release: a decision is prepared"),
        since=Coalesce(Subquery(_FIRST), "submitted_at", "created_at"),
        moved=Coalesce("submitted_at", "created_at"),
        assigned="review__reviewer",
        assign=lambda completion, to, by: actions.assign(completion=completion, to=to, by=by),
        decided=("reviews.approved", "reviews.returned", "reviews.decision_recalled"),
        took=lambda since: Decision.objects.filter(
            decided_at__gte=since, completion__submitted_at__isnull=False
        ).values_list("completion__submitted_at", "decided_at"),
        returns=_returns,
    )
)
