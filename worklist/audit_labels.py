"""The words for what the trail records of the desk's table."""

from django.utils.translation import gettext_lazy as _

from audit.labels import register_labels

register_labels({"worklist.assigned": _("Assigned at the desk")}, internal=True)
