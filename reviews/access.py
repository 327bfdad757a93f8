"""Who may ask for which of the addresses in ``urls.py``: rows of the access table."""

from accounts.permissions import ADMINISTRATOR, REVIEWER
from common.access import Access, Names, Rows

ROWS: Rows = {
    "reviews:logs": Access(read=ADMINISTRATOR, write=ADMINISTRATOR),
    "reviews:desk": Access(read=REVIEWER),
    "reviews:overdue": Access(read=REVIEWER),
    "reviews:intake": Access(read=REVIEWER),
    "reviews:intake_pledge": Access(read=REVIEWER, names=Names.ANY),
    "reviews:verify": Access(write=REVIEWER, names=Names.ANY),
    "reviews:query": Access(write=REVIEWER, names=Names.ANY),
    "reviews:close": Access(write=REVIEWER, names=Names.ANY),
    "reviews:confirm_again": Access(write=REVIEWER, names=Names.ANY),
    "reviews:completions": Access(read=REVIEWER),
    "reviews:completion": Access(read=REVIEWER, names=Names.ANY),
    "reviews:claim": Access(write=REVIEWER, names=Names.ANY),
    "reviews:release": Access(write=REVIEWER, names=Names.ANY),
    "reviews:note": Access(write=REVIEWER, names=Names.ANY),
    "reviews:ask_for_signed_letter": Access(write=REVIEWER, names=Names.ANY),
    "reviews:decide": Access(write=REVIEWER, names=Names.ANY),
    "reviews:signed_letter": Access(read=REVIEWER, names=Names.ANY),
    "reviews:agencies": Access(read=REVIEWER, write=REVIEWER),
    "reviews:agency": Access(read=REVIEWER, names=Names.ANY),
    "reviews:access": Access(read=REVIEWER),
    "reviews:appoint": Access(read=REVIEWER, write=REVIEWER, names=Names.ANY),
    "reviews:invite_again": Access(write=REVIEWER, names=Names.ANY),
    "reviews:correct_address": Access(read=REVIEWER, write=REVIEWER, names=Names.ANY),
    "reviews:reopen": Access(read=REVIEWER, write=REVIEWER, names=Names.ANY),
    "reviews:extend": Access(write=REVIEWER, names=Names.ANY),
    "reviews:lapse": Access(write=REVIEWER, names=Names.ANY),
    "reviews:submitted_copy": Access(read=REVIEWER, names=Names.ANY),
    "reviews:evidence_file": Access(read=REVIEWER, names=Names.ANY),
    "reviews:correct": Access(read=REVIEWER, write=REVIEWER, names=Names.ANY),
    "reviews:identity": Access(read=REVIEWER, write=REVIEWER, names=Names.ANY),
}
