"""Who may ask for which of the addresses in ``urls.py``: rows of the access table."""

from agencies.permissions import MEMBER, Capability, needs
from common.access import ANYONE, SIGNED_IN, Access, Names, Rows

EDIT_PROFILE = needs(Capability.PROFILE_EDIT)
REQUEST = needs(Capability.IDENTITY_REQUEST)
DRAFT = needs(Capability.COMPLETION_DRAFT)
INVITE = needs(Capability.MEMBERS_INVITE)
MANAGE = needs(Capability.MEMBERS_MANAGE)
ROWS: Rows = {
    "agencies:profile": Access(read=MEMBER, write=EDIT_PROFILE),
    "agencies:identity": Access(read=REQUEST, write=REQUEST),
    "agencies:identity_withdraw": Access(write=REQUEST),
    "agencies:letterhead": Access(read=DRAFT, write=DRAFT),
    "agencies:letterhead_picture": Access(read=MEMBER),
    "agencies:regions": Access(read=ANYONE),
    "agencies:switch": Access(read=SIGNED_IN),
    "agencies:moved": Access(read=SIGNED_IN, write=SIGNED_IN),
    "agencies:moved_page": Access(read=SIGNED_IN, write=SIGNED_IN, names=Names.OPEN),
    "agencies:members": Access(read=MEMBER),
    "agencies:invite": Access(write=INVITE),
    "agencies:leave": Access(read=MEMBER, write=MEMBER),
    "agencies:hand_over": Access(read=MANAGE, write=MANAGE),
    "agencies:keep_one_lead": Access(write=MANAGE),
    "agencies:role": Access(write=MANAGE, names=Names.OWN),
    "agencies:remove": Access(read=MANAGE, write=MANAGE, names=Names.OWN),
    "agencies:invite_again": Access(write=INVITE, names=Names.OWN),
    "agencies:revoke": Access(write=MANAGE, names=Names.OWN),
    "agencies:invitation": Access(read=ANYONE, write=ANYONE, names=Names.KEY),
}
