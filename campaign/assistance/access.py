"""Who may ask for which of the addresses in ``urls.py``: rows of the access table."""

from accounts.permissions import REVIEWER
from agencies.permissions import MEMBER, Capability, needs
from common.access import ANYONE, Access, Names, Rows

REPLY = needs(Capability.HELP_REPLY)
ROWS: Rows = {
    "assistance:contact": Access(read=ANYONE, write=ANYONE),
    "assistance:hub": Access(read=ANYONE),
    "assistance:peers": Access(read=ANYONE, write=ANYONE),
    "assistance:technical": Access(read=ANYONE, write=ANYONE),
    "assistance:site": Access(read=ANYONE, write=ANYONE),
    "assistance:thanks": Access(read=ANYONE),
    "assistance:follow": Access(read=ANYONE, write=ANYONE, names=Names.KEY),
    "assistance:rate": Access(read=ANYONE, write=ANYONE, names=Names.KEY),
    "assistance:my_requests": Access(read=MEMBER),
    "assistance:my_request": Access(read=MEMBER, write=REPLY, names=Names.OWN),
    "assistance:desk_requests": Access(read=REVIEWER, write=REVIEWER),
    "assistance:desk_request": Access(read=REVIEWER, names=Names.ANY),
    "assistance:desk_request_assign": Access(write=REVIEWER, names=Names.ANY),
    "assistance:desk_request_release": Access(write=REVIEWER, names=Names.ANY),
    "assistance:desk_request_answer": Access(write=REVIEWER, names=Names.ANY),
    "assistance:desk_request_note": Access(write=REVIEWER, names=Names.ANY),
    "assistance:desk_request_close": Access(write=REVIEWER, names=Names.ANY),
    "assistance:desk_request_propose": Access(write=REVIEWER, names=Names.ANY),
    "assistance:desk_request_outcome": Access(write=REVIEWER, names=Names.ANY),
}
