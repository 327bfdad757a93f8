"""Who may ask for which of the addresses in ``urls.py``: rows of the access table."""

from agencies.permissions import MEMBER, Capability, needs
from common.access import Access, Names, Rows

EDIT = needs(Capability.TRAINING_EDIT)
ROWS: Rows = {
    "roster_import:index": Access(read=MEMBER, write=MEMBER),
    "roster_import:template": Access(read=MEMBER, names=Names.CHOICE),
    "roster_import:roster": Access(read=MEMBER, names=Names.CHOICE),
    "roster_import:job": Access(read=MEMBER, names=Names.OWN),
    "roster_import:columns": Access(read=EDIT, write=EDIT, names=Names.OWN),
    "roster_import:questions": Access(read=EDIT, write=EDIT, names=Names.OWN),
    "roster_import:titles": Access(read=EDIT, write=EDIT, names=Names.OWN),
    "roster_import:cells": Access(write=EDIT, names=Names.OWN),
    "roster_import:values": Access(read=EDIT, names=Names.OWN),
    "roster_import:confirm": Access(write=EDIT, names=Names.OWN),
    "roster_import:discard": Access(write=EDIT, names=Names.OWN),
    "roster_import:undo": Access(read=EDIT, write=EDIT, names=Names.OWN),
    "roster_import:refused": Access(read=MEMBER, names=Names.OWN),
}
