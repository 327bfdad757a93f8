"""What pledges put on the desk's table: new pledges, and answers to what the IACP asked about one."""

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.desk import Kind, offer
from agencies.permissions import Capability, refusal
from pledges.lifecycle import State
from pledges.models import Pledge

_CONFIRMED = Q(state=State.CONFIRMED.value)
_ANSWERED = _CONFIRMED & ~Q(intake_note="")


def _new() -> QuerySet[Pledge]:
    waiting = [State.RECEIVED.value, State.CONFIRMED.value, State.QUERIED.value]
    return Pledge.objects.filter(state__in=waiting).exclude(_ANSWERED)


PLEDGE = offer(
    Kind(
        "pledge",
        _("New pledge"),
        rows=_new,
        page="reviews:intake_pledge",
        why_not=lambda user, pledge: refusal(user, Capability.PLEDGE_VERIFY, pledge.agency),
        within_days=5,
        # Nothing but the confirmation moves a pledge that wasn't asked about.
        moved=Coalesce(F("confirmed_at"), F("created_at")),
        ours=_CONFIRMED,
        others=_("the coordinator"),
        decided=("pledges.verified", "pledges.closed"),
        took=lambda since: Pledge.objects.filter(
            verified_at__gte=since, confirmed_at__isnull=False
        ).values_list("confirmed_at", "verified_at"),
    )
)
ANSWER = offer(
    Kind(
        "answer",
        _("Answer about a pledge"),
        rows=lambda: Pledge.objects.filter(_ANSWERED),
        page="reviews:intake_pledge",
        why_not=PLEDGE.why_not,
        within_days=3,
        # Told of with the new pledges.
        decided=(),
    )
)
