"""Who may ask for which of the addresses in ``urls.py``: rows of the access table."""

from accounts.permissions import REVIEWER
from agencies.permissions import MEMBER, Capability, needs
from common.access import ANYONE, Access, Names, Rows

EDIT = needs(Capability.TRAINING_EDIT)
EDIT_PROFILE = needs(Capability.PROFILE_EDIT)
PURGE = needs(Capability.ROSTER_PURGE)
REMOVE_NAMES = needs(Capability.NAMES_REMOVE)
ROWS: Rows = {
    "training:officers": Access(read=MEMBER, write=MEMBER),
    "training:officer_add": Access(read=EDIT, write=EDIT),
    "training:officer": Access(read=MEMBER, names=Names.OWN),
    "training:officer_edit": Access(read=EDIT, write=EDIT, names=Names.OWN),
    "training:officer_separate": Access(read=EDIT, write=EDIT, names=Names.OWN),
    "training:officer_delete": Access(read=EDIT, write=EDIT, names=Names.OWN),
    "training:record_add": Access(read=EDIT, write=EDIT, names=Names.OWN),
    "training:officers_export": Access(read=MEMBER, names=Names.CHOICE),
    "training:records_export": Access(read=MEMBER, names=Names.CHOICE),
    "training:lapsing": Access(read=MEMBER),
    "training:lapsing_export": Access(read=MEMBER, names=Names.CHOICE),
    "training:records": Access(read=MEMBER, write=MEMBER),
    "training:record_edit": Access(read=EDIT, write=EDIT, names=Names.OWN),
    "training:record_delete": Access(read=EDIT, write=EDIT, names=Names.OWN),
    "training:courses": Access(read=MEMBER),
    "training:course_note": Access(read=MEMBER),
    "training:course_add": Access(read=EDIT, write=EDIT),
    "training:course": Access(read=MEMBER, names=Names.OWN),
    "training:equivalency_add": Access(read=EDIT, write=EDIT, names=Names.OWN),
    "training:equivalency": Access(read=MEMBER, names=Names.OWN),
    "training:equivalency_answer": Access(read=EDIT, write=EDIT, names=Names.OWN),
    "training:equivalency_withdraw": Access(write=EDIT, names=Names.OWN),
    "training:equivalency_syllabus": Access(read=MEMBER, names=Names.OWN),
    "training:offerings": Access(read=MEMBER),
    "training:offering_add": Access(read=EDIT, write=EDIT),
    "training:class_list": Access(read=EDIT, write=EDIT),
    "training:offering": Access(read=MEMBER, names=Names.OWN),
    "training:offering_edit": Access(read=EDIT, write=EDIT, names=Names.OWN),
    "training:offering_delete": Access(read=EDIT, write=EDIT, names=Names.OWN),
    "training:offering_enroll": Access(write=EDIT, names=Names.OWN),
    "training:offering_credit": Access(read=EDIT, write=EDIT, names=Names.OWN),
    "training:offering_count": Access(write=EDIT, names=Names.OWN),
    "training:offering_unenroll": Access(write=EDIT, names=Names.OWN),
    "training:headcount": Access(read=MEMBER),
    "training:headcount_add": Access(read=EDIT, write=EDIT),
    "training:roster_purge": Access(read=PURGE, write=PURGE),
    "training:mode": Access(read=EDIT_PROFILE, write=EDIT_PROFILE),
    "training:names_remove": Access(read=REMOVE_NAMES, write=REMOVE_NAMES),
    "training:headcount_delete": Access(read=EDIT, write=EDIT, names=Names.OWN),
    "training:desk_equivalencies": Access(read=REVIEWER),
    "training:desk_equivalency": Access(read=REVIEWER, write=REVIEWER, names=Names.ANY),
    "training:desk_syllabus": Access(read=REVIEWER, names=Names.ANY),
    "training:desk_withdraw": Access(read=REVIEWER, write=REVIEWER, names=Names.ANY),
    "training:desk_training": Access(read=REVIEWER, names=Names.ANY),
    "training:desk_leave": Access(read=REVIEWER, write=REVIEWER, names=Names.ANY),
    "training:register": Access(read=ANYONE),
    "training:register_course": Access(read=ANYONE, names=Names.OPEN),
}
