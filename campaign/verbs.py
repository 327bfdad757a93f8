"""The words for what the trail records of the campaign's requests."""

from django.utils.translation import gettext_lazy as _

from audit.wording import says

says(
    {
        "campaign.supporter_signed_up": _("Supporting organization signed up"),
        "campaign.spotlight_nominated": _("Spotlight nominated"),
    }
)
