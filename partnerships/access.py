"""Who may ask for which of the addresses in ``urls.py``: rows of the access table."""

from agencies.permissions import MEMBER, Capability, needs
from common.access import Access, Names, Rows

EDIT = needs(Capability.EVIDENCE_EDIT)
ROWS: Rows = {
    "partnerships:list": Access(read=MEMBER),
    "partnerships:add": Access(read=EDIT, write=EDIT),
    "partnerships:edit": Access(read=EDIT, write=EDIT, names=Names.OWN),
    "partnerships:renew": Access(read=EDIT, write=EDIT, names=Names.OWN),
    "partnerships:end": Access(read=EDIT, write=EDIT, names=Names.OWN),
    "partnerships:delete": Access(read=EDIT, write=EDIT, names=Names.OWN),
    "partnerships:mou": Access(read=MEMBER, names=Names.OWN),
    "partnerships:earlier": Access(read=MEMBER, names=Names.OWN),
}
