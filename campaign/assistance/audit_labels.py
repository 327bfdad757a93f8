"""The words for what the trail records of requests for help."""

from django.utils.translation import gettext_lazy as _

from audit.labels import register_labels

register_labels(
    {
        "campaign.help_requested": _("Help requested"),
        "campaign.help_answered": _("Request answered"),
        "campaign.help_replied": _("Requester wrote back"),
        "campaign.help_reopened": _("Request opened again by the requester"),
        "campaign.help_closed": _("Request closed"),
        "campaign.help_emptied": _("Old request emptied on schedule of who asked and what was said"),
        "campaign.help_rated": _("Requester said how it went"),
    }
)

register_labels(
    {
        "campaign.help_assigned": _("Request assigned"),
        "campaign.help_released": _("Request unassigned"),
        "campaign.help_noted": _("Internal note written"),
        "campaign.peer_proposed": _("Peer agency asked"),
        "campaign.peer_settled": _("Outcome of a peer match recorded"),
    },
    internal=True,
)
