"""Who may ask for which of the addresses in ``urls.py``: rows of the access table."""

from agencies.permissions import EDITOR, MEMBER
from common.access import Access, Names, Rows

ROWS: Rows = {
    "partnerships:list": Access(read=MEMBER),
    "partnerships:add": Access(read=EDITOR, write=EDITOR),
    "partnerships:edit": Access(read=EDITOR, write=EDITOR, names=Names.OWN),
    "partnerships:renew": Access(read=EDITOR, write=EDITOR, names=Names.OWN),
    "partnerships:end": Access(read=EDITOR, write=EDITOR, names=Names.OWN),
    "partnerships:delete": Access(read=EDITOR, write=EDITOR, names=Names.OWN),
    "partnerships:mou": Access(read=MEMBER, names=Names.OWN),
    "partnerships:earlier": Access(read=MEMBER, names=Names.OWN),
}
