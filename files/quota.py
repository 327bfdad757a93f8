"""How much one agency may send in a day, so that no one fills the disk for all others."""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from files.models import UploadDay


def spend(agency_id: int, size: int) -> None:
    """Count an upload of ``size`` bytes, whatever becomes of it: a draft's counts, and one that is refused afterwards.

    ValidationError with the code ``quota`` when it would exceed UPLOAD_DAILY_BYTES: the words say how much was sent, how much
    is taken, and when uploads open again. That upload isn't counted: a smaller one may still fit.
    """
    today = _today()
    with transaction.atomic():
        UploadDay.objects.filter(agency_ref=agency_id, day__lt=today).delete()
        UploadDay.objects.bulk_create([UploadDay(agency_ref=agency_id, day=today)], ignore_conflicts=True)
        left = UploadDay.objects.filter(
            agency_ref=agency_id, day=today, size__lte=settings.UPLOAD_DAILY_BYTES - size
        )
        if left.update(size=F("size") + size):
            return
        sent = UploadDay.objects.get(agency_ref=agency_id, day=today).size
    raise ValidationError(_in_words(sent, size), "quota")


def opens_again() -> datetime:
    """When the portal's next day begins."""
    tomorrow = datetime.combine(_today() + timedelta(days=1), time())
    return timezone.make_aware(tomorrow, timezone.get_default_timezone())


def _today() -> date:
    """The portal's day, for every agency and page alike: on an agency's own pages the current zone is that of its place."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


def _in_words(sent: int, size: int) -> str:
    opens = timezone.localtime(opens_again())
    words = _(
        "Your agency has sent %(sent)s of files today. An agency can send %(most)s a day, and this file is %(size)s. "
        "You can send it from %(day)s, %(time)s %(zone)s."
    )
    return words % {
        "sent": filesizeformat(sent),
        "most": filesizeformat(settings.UPLOAD_DAILY_BYTES),
        "size": filesizeformat(size),
        "day": date_format(opens, "DATE_FORMAT"),
        "time": date_format(opens, "TIME_FORMAT"),
        "zone": opens.tzname(),
    }
