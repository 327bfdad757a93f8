"""Who may ask for which of the addresses in ``urls.py``: rows of the access table."""

from agencies.permissions import EDITOR, MEMBER
from common.access import Access, Names, Rows

ROWS: Rows = {
    "roster_import:index": Access(read=MEMBER, write=MEMBER),
    "roster_import:template": Access(read=MEMBER, names=Names.CHOICE),
    "roster_import:roster": Access(read=MEMBER, names=Names.CHOICE),
    "roster_import:job": Access(read=MEMBER, names=Names.OWN),
    "roster_import:columns": Access(read=EDITOR, write=EDITOR, names=Names.OWN),
    "roster_import:questions": Access(read=EDITOR, write=EDITOR, names=Names.OWN),
    "roster_import:titles": Access(read=EDITOR, write=EDITOR, names=Names.OWN),
    "roster_import:cells": Access(write=EDITOR, names=Names.OWN),
    "roster_import:values": Access(read=EDITOR, names=Names.OWN),
    "roster_import:confirm": Access(write=EDITOR, names=Names.OWN),
    "roster_import:discard": Access(write=EDITOR, names=Names.OWN),
    "roster_import:undo": Access(read=EDITOR, write=EDITOR, names=Names.OWN),
    "roster_import:refused": Access(read=MEMBER, names=Names.OWN),
}
