"""What reviews put on the desk's table: completions."""

from django.db.models import Min, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.desk import Kind, offer
from pledges.models import Completion
from reviews import actions
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

COMPLETION = offer(
    Kind(
        "completion",
        _("Completion"),
        rows=lambda: Completion.objects.filter(state=Completion.State.SUBMITTED),
        page="reviews:completion",
        why_not=why_not,
        within_days=14,
        since=Coalesce(Subquery(_FIRST), "submitted_at", "created_at"),
        moved=Coalesce("submitted_at", "created_at"),
        assigned="review__reviewer",
        assign=lambda completion, to, by: actions.assign(completion=completion, to=to, by=by),
        release=lambda completion, by: actions.assign(completion=completion, to=None, by=by),
        decided=("reviews.approved", "reviews.returned"),
    )
)
