"""The words for what the trail records of training."""

from django.utils.translation import gettext_lazy as _

from audit.wording import says

says(
    {
        "training.head_count_added": _("Head count entered"),
        "training.officer_added": _("Officer added"),
        "training.officer_changed": _("Officer changed"),
        "training.officer_deleted": _("Officer deleted"),
        "training.officer_excluded": _("Officer on leave excluded by the IACP"),
        "training.officer_included": _("Officer counted again"),
        "training.record_added": _("Training recorded"),
        "training.record_changed": _("Training record changed"),
        "training.record_deleted": _("Training record deleted"),
    }
)
