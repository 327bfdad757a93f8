"""Sentences that several subjects need."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def who_and_when(actor: str, at: datetime) -> str:
    """Why a form is out of date: "Ana Diaz saved a change on Nov. 22, 2026 at 2:03 p.m., after you opened this page."."""
    local = timezone.localtime(at)
    when = {"day": date_format(local, "DATE_FORMAT"), "time": date_format(local, "TIME_FORMAT")}
    if actor:
        return _("%(who)s saved a change on %(day)s at %(time)s, after you opened this page.") % {
            "who": actor,
            **when,
        }
    return _("Somebody else saved a change on %(day)s at %(time)s, after you opened this page.") % when
