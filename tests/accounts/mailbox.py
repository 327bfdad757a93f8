"""Reading the emails that a test has sent."""

import re
from typing import cast

from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives


def text_of(message: EmailMessage) -> str:
    """The plain part."""
    return str(message.body)


def html_of(message: EmailMessage) -> str:
    """The HTML part, of which there is one."""
    ((content, kind),) = cast("EmailMultiAlternatives", message).alternatives
    assert kind == "text/html"
    return str(content)


def link_in_last(path: str) -> str:
    """The path of the link in the last email that begins with ``path``."""
    found = re.search(rf"http://localhost:8000({re.escape(path)}\S*)", text_of(mail.outbox[-1]))
    assert found is not None
    return found[1]
