"""Who may ask for which of the addresses in ``urls.py``: rows of the access table."""

from agencies.permissions import EDITOR, LEAD, MEMBER, SUBMITTER
from common.access import ANYONE, SIGNED_IN, Access, Names, Rows

ROWS: Rows = {
    "agencies:profile": Access(read=MEMBER, write=LEAD),
    "agencies:identity": Access(read=SUBMITTER, write=SUBMITTER),
    "agencies:identity_withdraw": Access(write=SUBMITTER),
    "agencies:letterhead": Access(read=EDITOR, write=EDITOR),
    "agencies:letterhead_picture": Access(read=MEMBER),
    "agencies:regions": Access(read=ANYONE),
    "agencies:switch": Access(read=SIGNED_IN),
    "agencies:moved": Access(read=SIGNED_IN, write=SIGNED_IN),
    "agencies:moved_page": Access(read=SIGNED_IN, write=SIGNED_IN, names=Names.OPEN),
    "agencies:members": Access(read=MEMBER),
    "agencies:invite": Access(write=LEAD),
    "agencies:leave": Access(read=MEMBER, write=MEMBER),
    "agencies:hand_over": Access(read=LEAD, write=LEAD),
    "agencies:keep_one_lead": Access(write=LEAD),
    "agencies:role": Access(write=LEAD, names=Names.OWN),
    "agencies:remove": Access(read=LEAD, write=LEAD, names=Names.OWN),
    "agencies:invite_again": Access(write=LEAD, names=Names.OWN),
    "agencies:revoke": Access(write=LEAD, names=Names.OWN),
    "agencies:invitation": Access(read=ANYONE, write=ANYONE, names=Names.KEY),
}
