"""Who may ask for which of the addresses in ``urls.py``: rows of the access table."""

from agencies.permissions import EDITOR, MEMBER, SUBMITTER
from common.access import Access, Names, Rows

ROWS: Rows = {
    "policies:list": Access(read=MEMBER),
    "policies:add": Access(read=EDITOR, write=EDITOR),
    "policies:edit": Access(read=EDITOR, write=EDITOR, names=Names.OWN),
    "policies:revise": Access(read=EDITOR, write=EDITOR, names=Names.OWN),
    "policies:adopt": Access(read=SUBMITTER, write=SUBMITTER, names=Names.OWN),
    "policies:retire": Access(read=EDITOR, write=EDITOR, names=Names.OWN),
    "policies:delete": Access(read=EDITOR, write=EDITOR, names=Names.OWN),
    "policies:file": Access(read=MEMBER, names=Names.OWN),
    "policies:earlier": Access(read=MEMBER, names=Names.OWN),
}
