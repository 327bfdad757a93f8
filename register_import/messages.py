"""What pages of an import say in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from register_import.reading.alike import NEAR_NAME, OTHER_NAME, SAME_NAME, SAME_ORI
from register_import.reading.outcome import NEW, SAME

LABELS: dict[str, str | Promise] = {
    SAME: _("The same agency: leave this row out"),
    NEW: _("Another agency: import it"),
}
# Why an agency stands beside a row.
WHY: dict[str, str | Promise] = {
    SAME_ORI: _("Same ORI"),
    SAME_NAME: _("Same name"),
    NEAR_NAME: _("Similar name"),
    OTHER_NAME: _("The reference list has this ORI under another name"),
}
WHERE: dict[str, str | Promise] = {
    "portal": _("In the portal"),
    "file": _("In this file"),
    "reference": _("In the reference list"),
}
