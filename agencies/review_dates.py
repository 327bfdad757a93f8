"""When an agency wants to look at a partnership or a policy again: asked, announced and called overdue alike for all."""

from datetime import date, timedelta

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from common.inputs import DayField

# How long before its date a review is announced.
REVIEW_NOTICE = timedelta(days=60)


def review_state(review_on: date | None, today: date) -> str:
    """``overdue`` from the day after, ``due`` from REVIEW_NOTICE before the day on, else empty."""
    if review_on is None or review_on - REVIEW_NOTICE > today:
        return ""
    return "overdue" if review_on < today else "due"


def review_field() -> DayField:
    """The field of a form that asks for the day."""
    return DayField(
        years_back=10,
        years_ahead=10,
        label=_("Next review"),
        required=False,
        help_text=format_lazy(
            _("We remind you on the list from {days} days before."), days=REVIEW_NOTICE.days
        ),
    )
