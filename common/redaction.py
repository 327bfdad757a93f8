"""Keeping secrets that are part of an address out of the logs."""

import logging
import re

# What follows these is a key to something: an invitation, a pledge's confirmation, a new password, an address.
_KEYS = re.compile(
    r"(/(?:invitation|connect/confirm|connect/thread|assistance/follow|newsletter/confirm|newsletter/unsubscribe"
    r"|pledge/confirm|pledge/answer|password/reset/key|confirm-email|sign(?!/thanks/))/)[^\s/?\"']+"
)


class KeysInPaths(logging.Filter):
    """Writes ``/invitation/…/`` in place of an address whose last part is a key. Lets every record pass."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        clean = redacted(message)
        if clean != message:
            record.msg, record.args = clean, ()
        return True


def redacted(text: str) -> str:
    """The text without the keys in its addresses."""
    return _KEYS.sub(r"\1…", text)
