"""Who may ask for which of the addresses in ``urls.py``: rows of the access table."""

from accounts.permissions import ADMINISTRATOR
from common.access import ANYONE, Access, Names, Rows

ROWS: Rows = {
    "newsletter:archive": Access(read=ANYONE),
    "newsletter:feed": Access(read=ANYONE),
    "newsletter:issue": Access(read=ANYONE, names=Names.OPEN),
    "newsletter:sign_up": Access(read=ANYONE, write=ANYONE),
    "newsletter:thanks": Access(read=ANYONE),
    "newsletter:confirm": Access(read=ANYONE, write=ANYONE, names=Names.KEY),
    "newsletter:leave": Access(read=ANYONE, write=ANYONE, names=Names.KEY),
    "newsletter:desk": Access(read=ADMINISTRATOR, write=ADMINISTRATOR),
    "newsletter:desk_addresses": Access(read=ADMINISTRATOR, write=ADMINISTRATOR),
    "newsletter:desk_issue": Access(read=ADMINISTRATOR, write=ADMINISTRATOR, names=Names.ANY),
    "newsletter:desk_web": Access(read=ADMINISTRATOR, names=Names.ANY),
    "newsletter:desk_email": Access(read=ADMINISTRATOR, names=Names.ANY),
    "newsletter:desk_text": Access(read=ADMINISTRATOR, names=Names.ANY),
    "newsletter:desk_trial": Access(write=ADMINISTRATOR, names=Names.ANY),
    "newsletter:desk_discard": Access(write=ADMINISTRATOR, names=Names.ANY),
    "newsletter:desk_send": Access(read=ADMINISTRATOR, write=ADMINISTRATOR, names=Names.ANY),
    "newsletter:desk_take_back": Access(write=ADMINISTRATOR, names=Names.ANY),
    "newsletter:desk_pause": Access(write=ADMINISTRATOR, names=Names.ANY),
    "newsletter:desk_resume": Access(write=ADMINISTRATOR, names=Names.ANY),
    "newsletter:desk_stop": Access(write=ADMINISTRATOR, names=Names.ANY),
    "newsletter:desk_retry": Access(write=ADMINISTRATOR, names=Names.ANY),
}
