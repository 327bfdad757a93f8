"""What training puts on the desk's table: requests for equivalency."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.desk import Kind, offer
from training.lifecycles import UNDECIDED
from training.models import EquivalencyRequest
from training.permissions import why_not_decide

EQUIVALENCY = offer(
    Kind(
        "equivalency",
        _("Equivalency"),
        rows=lambda: EquivalencyRequest.objects.filter(state__in=UNDECIDED),
        page="training:desk_equivalency",
        why_not=lambda user, asked: why_not_decide(user, asked.course),
        within_days=14,
        ours=Q(state=EquivalencyRequest.State.OPEN),
        decided=("training.equivalency_approved", "training.equivalency_declined"),
        took=lambda since: EquivalencyRequest.objects.filter(
            decided_at__gte=since,
            state__in=[EquivalencyRequest.State.APPROVED, EquivalencyRequest.State.DECLINED],
        ).values_list("created_at", "decided_at"),
    )
)
