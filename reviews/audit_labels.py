"""The words for what the trail records of reviews."""

from django.utils.translation import gettext_lazy as _

from audit.labels import register_labels

register_labels(
    {
        "reviews.claimed": _("Completion assigned to a reviewer"),
        "reviews.assigned": _("Completion assigned by a colleague"),
        "reviews.released": _("Completion returned to the queue"),
        "reviews.noted": _("Private note changed"),
        "reviews.approved": _("Completion approved"),
        "reviews.returned": _("Completion returned to the agency"),
    },
    # The agency reads of the decision by the pledge's own entries.
    internal=True,
)
