"""The words for what the trail records of the training."""

from django.utils.translation import gettext_lazy as _

from audit.labels import register_labels

register_labels(
    {
        "training.officer_added": _("Officer added"),
        "training.officer_changed": _("Officer changed"),
        "training.officer_separated": _("Officer left"),
        "training.officer_deleted": _("Officer deleted"),
        "training.officer_excluded": _("Officer left out of the count by the IACP"),
        "training.officer_readmitted": _("Officer counted again"),
        "training.record_added": _("Training record added"),
        "training.record_changed": _("Training record changed"),
        "training.record_deleted": _("Training record deleted"),
        "training.head_count_entered": _("Head count entered"),
        "training.head_count_deleted": _("Head count deleted"),
        "training.import_uploaded": _("Roster file uploaded"),
        "training.import_matched": _("Questions about a roster file answered"),
        "training.import_purged": _("Roster file and what was read from it deleted on schedule"),
        "training.import_confirmed": _("Import confirmed"),
        "training.import_applied": _("Roster file imported"),
        "training.import_refused": _("Import refused: it could not be finished"),
        "training.import_discarded": _("Import discarded"),
        "training.import_undone": _("Import undone"),
        "training.offering_added": _("Class added"),
        "training.offering_changed": _("Class changed"),
        "training.offering_deleted": _("Class deleted"),
        "training.officers_enrolled": _("Officers enrolled in a class"),
        "training.officer_unenrolled": _("Officer taken out of a class"),
        "training.class_credited": _("Class credited"),
        "training.class_counted": _("Class added to the head count"),
        "training.class_listed": _("Records added from a class list"),
        "training.course_proposed": _("Course added"),
        "training.equivalency_requested": _("Equivalency requested"),
        "training.equivalency_asked": _("The IACP asked about a course"),
        "training.equivalency_answered": _("Question about a course answered"),
        "training.equivalency_withdrawn": _("Equivalency request withdrawn"),
        "training.equivalency_approved": _("Course approved as equivalent"),
        "training.equivalency_declined": _("Course found not equivalent"),
        "training.approval_withdrawn": _("Approval of a course withdrawn"),
        "training.names_removed": _("Names removed from the roster"),
        "training.roster_purged": _("Roster purged, head counts kept"),
    }
)
