"""The words for what the trail records of partnerships."""

from django.utils.translation import gettext_lazy as _

from audit.labels import register_labels

register_labels(
    {
        "partnerships.added": _("Partnership recorded"),
        "partnerships.changed": _("Partnership changed"),
        "partnerships.renewed": _("Memorandum of a partnership renewed"),
        "partnerships.ended": _("Partnership ended"),
        "partnerships.deleted": _("Partnership deleted"),
    }
)
