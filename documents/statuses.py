"""How a document's states look."""

from django.utils.translation import gettext_lazy as _

from common.statuses import Status, register

register(
    {
        "issued": Status("good", "stamp", _("Issued")),
        "valid": Status("good", "shield-check", _("Valid")),
        "superseded": Status("attention", "replace", _("Superseded")),
        "revoked": Status("danger", "ban", _("Revoked")),
        "void": Status("danger", "ban", _("Void")),
        "altered": Status("danger", "ban", _("Doesn't match what was issued")),
    }
)
