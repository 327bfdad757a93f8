"""Who may ask for which of the addresses in ``urls.py``: rows of the access table."""

from agencies.permissions import MEMBER, Capability, needs
from common.access import ANYONE, Access, Names, Rows

DRAFT = needs(Capability.COMPLETION_DRAFT)
SUBMIT = needs(Capability.COMPLETION_SUBMIT)
RENEW = needs(Capability.PLEDGE_RENEW)
WITHDRAW = needs(Capability.PLEDGE_WITHDRAW)
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
    "pledges:again": Access(read=RENEW, write=RENEW),
    "pledges:withdraw": Access(read=WITHDRAW, write=WITHDRAW),
    "pledges:adopt_edition": Access(read=RENEW, write=RENEW),
    "pledges:completion": Access(read=MEMBER, write=MEMBER),
    "pledges:confirm_record": Access(write=SUBMIT),
    "pledges:submit": Access(read=SUBMIT, write=SUBMIT),
    "pledges:submitted": Access(read=MEMBER),
    "pledges:recall": Access(read=SUBMIT, write=SUBMIT),
    "pledges:submitted_copy": Access(read=MEMBER, names=Names.OWN),
    "pledges:signed_letter": Access(read=MEMBER),
    "pledges:attach_signed_letter": Access(read=DRAFT, write=DRAFT),
}
