"""Who may ask for which of the addresses in ``urls.py``: rows of the access table."""

from accounts.permissions import STAFF
from common.access import SIGNED_IN, Access, Rows

ROWS: Rows = {
    "accounts:home": Access(read=SIGNED_IN),
    "accounts:show_address": Access(read=SIGNED_IN, write=SIGNED_IN),
    "accounts:send_code": Access(write=SIGNED_IN),
    "accounts:kept_discard": Access(write=SIGNED_IN),
    "accounts:draft_save": Access(write=SIGNED_IN),
    "accounts:draft_discard": Access(write=SIGNED_IN),
    "accounts:session": Access(read=SIGNED_IN),
    "accounts:waiting_emails": Access(read=STAFF, write=STAFF),
    "accounts:profile": Access(read=SIGNED_IN, write=SIGNED_IN),
}
