"""Who may ask for which of the addresses in ``urls.py``: rows of the access table."""

from accounts.permissions import REVIEWER
from agencies.permissions import MEMBER, Capability, needs
from common.access import ANYONE, Access, Names, Rows

ANSWER = needs(Capability.QUESTIONS_ANSWER)
ROWS: Rows = {
    "conversations:sent": Access(read=ANYONE),
    "conversations:confirm": Access(read=ANYONE, write=ANYONE, names=Names.KEY),
    "conversations:thread": Access(read=ANYONE, write=ANYONE, names=Names.KEY),
    "conversations:close": Access(write=ANYONE, names=Names.KEY),
    "conversations:report": Access(read=ANYONE, write=ANYONE, names=Names.KEY),
    "conversations:ask": Access(read=ANYONE, write=ANYONE, names=Names.OPEN),
    "conversations:messages": Access(read=MEMBER),
    "conversations:message": Access(read=MEMBER, write=ANSWER, names=Names.OWN),
    "conversations:message_close": Access(write=ANSWER, names=Names.OWN),
    "conversations:message_report": Access(read=ANSWER, write=ANSWER, names=Names.OWN),
    "conversations:desk_messages": Access(read=REVIEWER),
    "conversations:desk_message": Access(read=REVIEWER, write=REVIEWER, names=Names.ANY),
    "conversations:desk_unblock": Access(write=REVIEWER, names=Names.ANY),
}
