"""Sending an email: composed from three templates at the moment it is delivered, one message for each recipient."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template import Context
from django.template.loader import get_template
from django.utils import translation
from django.utils.crypto import salted_hmac

_occasion: ContextVar[str] = ContextVar("_occasion", default="")


def send(
    *,
    template: str,
    to: Iterable[str],
    context: Mapping[str, Any],
    reply_to: str = "",
    headers: Mapping[str, str] | None = None,
) -> None:
    """Send the email ``template`` ("agencies/invitation") to each address of ``to``, each in a message of its own.

    Rendered are ``templates/emails/<template>.subject.txt``, ``.txt`` and ``.html``, with ``context`` and with
    ``site_name``, ``site_url`` and ``contact_email``. Raises whatever the mail server's refusal raises: called from an
    outbox handler, it is tried again. A second try may repeat a message that went out: post one message a recipient.
    Both then bear the same Message-ID (see ``on_occasion``), so that a mailbox can take them for the one that they are.
    ``headers`` are added to each, such as those of ``thread``.
    """
    messages = [
        compose(template=template, to=address, context=context, reply_to=reply_to, headers=headers)
        for address in to
    ]
    if messages:
        get_connection(fail_silently=False).send_messages(messages)


def thread(about: str) -> dict[str, str]:
    """Headers by which mail programs show the emails about one thing together; ``about`` says which, and isn't told."""
    mark = salted_hmac("common.mail.thread", about, algorithm="sha256").hexdigest()[:32]
    first = f"<{mark}@{urlsplit(settings.SITE_URL).hostname}>"
    return {"In-Reply-To": first, "References": first}


@contextmanager
def on_occasion(key: str) -> Iterator[None]:
    """Give the emails that are composed in this block a Message-ID each that is the same whenever the block is run again."""
    before = _occasion.set(key)
    try:
        yield
    finally:
        _occasion.reset(before)


def compose(
    *,
    template: str,
    to: str,
    context: Mapping[str, Any],
    reply_to: str = "",
    headers: Mapping[str, str] | None = None,
) -> EmailMultiAlternatives:
    """The email that ``send`` sends to one address, with ``headers`` besides its own; nothing is sent."""
    values = {
        "site_name": str(settings.SITE_NAME),
        "site_url": settings.SITE_URL,
        "contact_email": settings.CONTACT_EMAIL,
        **context,
    }
    with translation.override(settings.LANGUAGE_CODE):
        subject = " ".join(_plain(f"emails/{template}.subject.txt", values).split())
        text = _plain(f"emails/{template}.txt", values).strip() + "\n"
        html = get_template(f"emails/{template}.html").render({**values, "subject": subject})
    message = EmailMultiAlternatives(
        subject,
        text,
        to=[to],
        reply_to=[reply_to or settings.CONTACT_EMAIL],
        # Holiday notices and the like don't answer what says this of itself.
        headers={
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            **_message_id(template, to),
            **(headers or {}),
        },
    )
    message.attach_alternative(html, "text/html")
    return message


def _message_id(template: str, to: str) -> dict[str, str]:
    """The header for an email of this occasion; none without one, and Django makes one up."""
    if not _occasion.get():
        return {}
    mark = salted_hmac("common.mail", f"{_occasion.get()} {template} {to}", algorithm="sha256").hexdigest()[
        :32
    ]
    return {"Message-ID": f"<{mark}@{urlsplit(settings.SITE_URL).hostname}>"}


def _plain(name: str, values: dict[str, Any]) -> str:
    # Text isn't HTML: "Sheriff's Office" stays as it is.
    rendered: str = get_template(name).template.render(Context(values, autoescape=False))  # type: ignore[attr-defined]
    return rendered
