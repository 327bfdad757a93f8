"""Who may ask for which of the addresses in ``urls.py``: rows of the access table."""

from agencies.permissions import EDITOR, MEMBER, SUBMITTER
from common.access import ANYONE, Access, Names, Rows

ROWS: Rows = {
    "pledges:take": Access(read=ANYONE, write=ANYONE),
    "pledges:taken": Access(read=ANYONE),
    "pledges:confirm": Access(read=ANYONE, write=ANYONE, names=Names.KEY),
    "pledges:answer": Access(read=ANYONE, write=ANYONE, names=Names.KEY),
    "pledges:overview": Access(read=MEMBER),
    "pledges:history": Access(read=MEMBER),
    "pledges:needs": Access(read=MEMBER),
    "pledges:facts": Access(read=MEMBER),
    "pledges:report": Access(read=MEMBER),
    "pledges:again": Access(read=SUBMITTER, write=SUBMITTER),
    "pledges:withdraw": Access(read=SUBMITTER, write=SUBMITTER),
    "pledges:adopt_edition": Access(read=SUBMITTER, write=SUBMITTER),
    "pledges:completion": Access(read=MEMBER, write=MEMBER),
    "pledges:confirm_record": Access(write=SUBMITTER),
    "pledges:submit": Access(read=SUBMITTER, write=SUBMITTER),
    "pledges:submitted": Access(read=MEMBER),
    "pledges:recall": Access(read=SUBMITTER, write=SUBMITTER),
    "pledges:submitted_copy": Access(read=MEMBER, names=Names.OWN),
    "pledges:signed_letter": Access(read=MEMBER),
    "pledges:attach_signed_letter": Access(read=EDITOR, write=EDITOR),
}
