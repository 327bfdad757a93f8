"""The words for what the trail records of policies."""

from django.utils.translation import gettext_lazy as _

from audit.labels import register_labels

register_labels(
    {
        "policies.added": _("Policy recorded"),
        "policies.changed": _("Policy changed"),
        "policies.revised": _("Policy revised"),
        "policies.adopted": _("Policy adopted by a new head of the agency"),
        "policies.retired": _("Policy retired"),
        "policies.deleted": _("Policy deleted"),
    }
)
