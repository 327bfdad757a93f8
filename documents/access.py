"""Who may ask for which of the addresses in ``urls.py``: rows of the access table."""

from accounts.permissions import REVIEWER
from agencies.permissions import MEMBER, Capability, needs
from common.access import ANYONE, SIGNED_IN, Access, Names, Rows

DRAFT = needs(Capability.COMPLETION_DRAFT)
ROWS: Rows = {
    "documents:letter": Access(read=MEMBER),
    "documents:letter_status": Access(read=MEMBER),
    "documents:letter_make": Access(write=DRAFT),
    "documents:sign_send": Access(read=DRAFT, write=DRAFT),
    "documents:sign_revoke": Access(write=DRAFT, names=Names.OWN),
    "documents:sign": Access(read=ANYONE, write=ANYONE, names=Names.KEY),
    "documents:sign_letter": Access(read=ANYONE, names=Names.KEY),
    "documents:sign_thanks": Access(read=ANYONE),
    "documents:list": Access(read=MEMBER),
    "documents:record": Access(read=MEMBER),
    "documents:recognition": Access(read=MEMBER),
    "documents:council": Access(read=MEMBER),
    "documents:council_status": Access(read=MEMBER),
    "documents:council_make": Access(write=DRAFT),
    "documents:recognition_piece": Access(read=MEMBER, names=Names.CHOICE),
    "documents:download": Access(read=SIGNED_IN, names=Names.OWN),
    "documents:pages": Access(read=SIGNED_IN, names=Names.OWN),
    "documents:certificate": Access(read=REVIEWER, names=Names.ANY),
    "documents:reissue": Access(write=REVIEWER, names=Names.ANY),
    "documents:revoke": Access(write=REVIEWER, names=Names.ANY),
    "documents:reinstate": Access(write=REVIEWER, names=Names.ANY),
    "documents:verify_lookup": Access(read=ANYONE),
    "documents:verify": Access(read=ANYONE, names=Names.OPEN),
}
