"""What happens to papers. Each function is one verb: atomic, locked, on the trail. Rendering runs in a worker.

Every function raises NotAllowed for someone who may not, Conflict (with nothing written) when someone saved first, and
Refused for what can be fixed.
"""

from documents.actions.certificates import Issued, issue, preview, reinstate, reissue, revoke
from documents.actions.letters import NotReady, request_council_paper, request_letter
from documents.actions.making import draw, give_up, render
from documents.actions.returns import issue_return, preview_return
from documents.actions.signing import revoke_signing, send_for_signature, sign
from documents.actions.voiding import void

__all__ = [
    "Issued",
    "NotReady",
    "draw",
    "give_up",
    "issue",
    "issue_return",
    "preview",
    "preview_return",
    "reinstate",
    "reissue",
    "render",
    "request_council_paper",
    "request_letter",
    "revoke",
    "revoke_signing",
    "send_for_signature",
    "sign",
    "void",
]
