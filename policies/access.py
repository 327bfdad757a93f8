"""Who may ask for which of the addresses in ``urls.py``: rows of the access table."""

from agencies.permissions import MEMBER, Capability, needs
from common.access import Access, Names, Rows

EDIT = needs(Capability.EVIDENCE_EDIT)
SUBMIT = needs(Capability.COMPLETION_SUBMIT)
ROWS: Rows = {
    "policies:list": Access(read=MEMBER),
    "policies:add": Access(read=EDIT, write=EDIT),
    "policies:edit": Access(read=EDIT, write=EDIT, names=Names.OWN),
    "policies:revise": Access(read=EDIT, write=EDIT, names=Names.OWN),
    "policies:adopt": Access(read=SUBMIT, write=SUBMIT, names=Names.OWN),
    "policies:retire": Access(read=EDIT, write=EDIT, names=Names.OWN),
    "policies:delete": Access(read=EDIT, write=EDIT, names=Names.OWN),
    "policies:file": Access(read=MEMBER, names=Names.OWN),
    "policies:earlier": Access(read=MEMBER, names=Names.OWN),
}
