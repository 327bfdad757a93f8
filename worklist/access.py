"""Who may ask for which of the addresses in ``urls.py``: rows of the access table."""

from accounts.permissions import STAFF
from common.access import Access, Names, Rows

ROWS: Rows = {
    "worklist:waiting": Access(read=STAFF, write=STAFF),
    "worklist:decided": Access(read=STAFF, write=STAFF),
    "worklist:export": Access(read=STAFF, names=Names.CHOICE),
    "worklist:export_decided": Access(read=STAFF, names=Names.CHOICE),
    "worklist:figures": Access(read=STAFF),
    "worklist:export_figures": Access(read=STAFF, names=Names.CHOICE),
    "worklist:hand_over": Access(read=STAFF, write=STAFF),
    "worklist:assign": Access(write=STAFF),
    "worklist:save": Access(write=STAFF),
    "worklist:delete": Access(write=STAFF, names=Names.ANY),
}
