"""The words for what the trail records of pledges."""

from django.utils.translation import gettext_lazy as _

from audit.labels import register_labels
from audit.seals import seal
from pledges.models import Completion
from pledges.seals import digest_of

register_labels(
    {
        "pledges.taken": _("Pledge received"),
        "pledges.taken_again": _("Pledged again"),
        "pledges.confirmation_sent_again": _("Link to confirm the email address sent again"),
        "pledges.expired": _("Pledge deleted: the address was never confirmed"),
        "pledges.confirmed": _("Coordinator's email address confirmed"),
        "pledges.signed_letter_attached": _("Signed letter attached"),
        "pledges.signed_letter_asked": _("The IACP asked for the signed letter"),
        "pledges.queried": _("The IACP asked a question about the pledge"),
        "pledges.answered": _("The IACP's question answered"),
        "pledges.verified": _("Pledge verified by the IACP"),
        "pledges.closed": _("Pledge closed"),
        "pledges.draft_saved": _("Draft of the completion saved"),
        "pledges.letter_made": _("Completion letter put with the completion"),
        "pledges.submitted": _("Completion submitted"),
        "pledges.recalled": _("Submission withdrawn"),
        "pledges.returned": _("Completion returned for changes"),
        "pledges.completed": _("Completion approved"),
        "pledges.taken_back": _("Decision recalled by the IACP"),
        "pledges.revoked": _("Certification revoked"),
        "pledges.recertified": _("Certification reinstated"),
        "pledges.extended": _("Deadline extended"),
        "pledges.withdrawn": _("Pledge withdrawn"),
        "pledges.lapsed": _("Pledge lapsed"),
        "pledges.reinstated": _("Pledge reinstated"),
        "pledges.recorded_from_files": _("Recorded by the IACP from its files"),
        "pledges.record_removed": _("Record from the IACP's files removed"),
        "pledges.record_confirmed": _("Record from the IACP's files confirmed by the agency"),
        "pledges.reminders_released": _("Reminders released by the IACP"),
        "pledges.edition_adopted": _("Newer edition of the rule adopted"),
    }
)

seal(Completion, "pledges.submitted", digest_of)
