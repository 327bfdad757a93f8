"""Who may ask for which of the addresses in ``urls.py``: rows of the access table."""

from accounts.permissions import REVIEWER
from common.access import Access, Names, Rows

ROWS: Rows = {
    "register_import:index": Access(read=REVIEWER, write=REVIEWER),
    "register_import:unanswered": Access(read=REVIEWER),
    "register_import:coverage": Access(read=REVIEWER),
    "register_import:job": Access(read=REVIEWER, names=Names.ANY),
    "register_import:answer": Access(write=REVIEWER, names=Names.ANY),
    "register_import:apply": Access(write=REVIEWER, names=Names.ANY),
    "register_import:discard": Access(write=REVIEWER, names=Names.ANY),
    "register_import:undo": Access(read=REVIEWER, write=REVIEWER, names=Names.ANY),
    "register_import:invite": Access(write=REVIEWER, names=Names.ANY),
    "register_import:refused": Access(read=REVIEWER, names=Names.ANY),
    "register_import:release": Access(write=REVIEWER, names=Names.ANY),
}
