"""Handlers for the outbox's own tests."""

from django.db import transaction

from outbox.models import Message
from outbox.post import post

REFUSAL = "the mail server said something about somebody@example.org"


class Handlers:
    """Handlers that note what they are called with. While ``broken`` is set, ``tests.fails`` raises and ``tests.dies`` ends
    the worker.

    Someone waits for ``tests.awaited``, which fails alike; ``told`` holds what they were told of.
    """

    def __init__(self) -> None:
        self.error: Exception = ConnectionError(REFUSAL)
        self.told: list[int] = []
        self.calls: list[int] = []
        self.broken = True

    def works(self, *, number: int) -> None:
        self.calls.append(number)

    def fails(self, *, number: int) -> None:
        self.calls.append(number)
        if self.broken:
            raise self.error

    def tells(self, *, number: int) -> None:
        Message.objects.filter(payload={"number": number + 100}).update(last_error="told")
        self.told.append(number)
        if number == 13:
            Message.objects.create(kind="x" * 200, key="too long for PostgreSQL", payload={1: object()})

    def dies(self, *, number: int) -> None:
        self.calls.append(number)
        if self.broken:
            raise SystemExit

    def posts(self, *, number: int) -> None:
        with transaction.atomic():
            post("tests.works", key=f"from {number}", number=number + 100)


def put(kind: str, *numbers: int) -> list[int]:
    """Post messages of a kind; their ids."""
    with transaction.atomic():
        for number in numbers:
            post(kind, key=str(number), number=number)
    return list(Message.objects.filter(kind=kind).order_by("id").values_list("pk", flat=True))
