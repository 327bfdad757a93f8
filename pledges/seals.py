"""What is sealed of a completion when it is submitted: the facts, what the engine made of them, and the particulars."""

from pledges.models import Completion
from pledges.particulars import digest_of_data


def digest_of(completion: Completion) -> str:
    """SHA-256, in hex, over what a completion froze, as it is now."""
    return digest_of_data([completion.facts, completion.report, completion.particulars])
