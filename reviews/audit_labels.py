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
        "reviews.decision_prepared": _("Decision prepared"),
        "reviews.decision_revised": _("Prepared decision revised"),
        "reviews.decision_withdrawn": _("Prepared decision withdrawn"),
        "reviews.decision_gathered": _("Prepared decision added to a batch"),
        "reviews.decision_set_aside": _("Prepared decision removed from its batch"),
        "reviews.decision_passed_over": _("Prepared decision skipped: the agency withdrew its submission"),
        "reviews.decision_recalled": _("Decision recalled while its emails were held"),
        "reviews.batch_opened": _("Batch of decisions opened"),
        "reviews.batch_changed": _("Batch of decisions changed"),
        "reviews.batch_released": _("Batch of decisions released"),
        "reviews.batch_recalled": _("Batch of decisions recalled"),
    },
    # The agency reads of the decision by the pledge's own entries.
    internal=True,
)
