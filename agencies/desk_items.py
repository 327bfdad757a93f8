"""What agencies put on the desk's table: requests to change who they are."""

from django.utils.translation import gettext_lazy as _

from accounts.desk import Kind, offer
from agencies.models import IdentityRequest
from agencies.permissions import Capability, refusal

IDENTITY = offer(
    Kind(
        "identity",
        _("Identity request"),
        rows=lambda: IdentityRequest.objects.filter(state=IdentityRequest.State.WAITING),
        page="reviews:identity",
        why_not=lambda user, asked: refusal(user, Capability.IDENTITY_DECIDE, asked.agency),
        within_days=5,
        moved="created_at",
        decided=("agencies.identity_approved", "agencies.identity_declined"),
        took=lambda since: IdentityRequest.objects.filter(
            decided_at__gte=since, state__in=[IdentityRequest.State.APPROVED, IdentityRequest.State.DECLINED]
        ).values_list("created_at", "decided_at"),
    )
)
