"""What happens to pledges and completions. Each function is one verb: atomic, locked, checked, on the trail.

Every function raises NotAllowed for someone who may not, Conflict (with nothing written) when the pledge or the
completion isn't where the step starts or has moved on since the form was opened, and Refused for what can be fixed.
"""

from pledges.actions.certification import recertify, revoke
from pledges.actions.completion import (
    NotReady,
    attach_letter,
    complete,
    recall,
    save_draft,
    send_back,
    submit,
)
from pledges.actions.course import adopt_edition, extend, lapse, reinstate, withdraw
from pledges.actions.from_files import (
    FileRecord,
    confirm_record,
    record_from_files,
    release_reminders,
    remove_from_files,
)
from pledges.actions.intake import (
    Coordinator,
    answer,
    close,
    confirm,
    expire_unconfirmed,
    pledge_again,
    query,
    send_confirmation_again,
    take,
    verify,
)
from pledges.actions.rows import lock_completion, lock_pledge
from pledges.actions.signed_copy import (
    ask_for_signed_letter,
    attach_signed_letter,
    keep_signed_letter,
)
from pledges.actions.taking_back import moved_on, take_back, what_stood

__all__ = [
    "Coordinator",
    "FileRecord",
    "NotReady",
    "adopt_edition",
    "answer",
    "ask_for_signed_letter",
    "attach_letter",
    "attach_signed_letter",
    "close",
    "complete",
    "confirm",
    "confirm_record",
    "expire_unconfirmed",
    "extend",
    "keep_signed_letter",
    "lapse",
    "lock_completion",
    "lock_pledge",
    "moved_on",
    "pledge_again",
    "query",
    "recall",
    "recertify",
    "record_from_files",
    "reinstate",
    "release_reminders",
    "remove_from_files",
    "revoke",
    "save_draft",
    "send_back",
    "send_confirmation_again",
    "submit",
    "take",
    "take_back",
    "verify",
    "what_stood",
    "withdraw",
]
