"""An agency in every status that the public may learn of, each by what led to it."""

from datetime import UTC, date, datetime

from django.utils import timezone

from documents import actions as documents
from documents.models import Document
from pledges import actions as pledges
from pledges.lifecycle import State
from pledges.models import Completion, Pledge
from rehearsal.factories import directory as register
from rehearsal.factories.accounts import AdministratorFactory, ReviewerFactory

NAME = "Ashgrove Police Department"


def pledged() -> Pledge:
    return register.pledged(NAME, verified_name=NAME)


def closed() -> Pledge:
    return register.pledged(NAME, State.CLOSED)


def certified() -> Pledge:
    return certificate().completion.pledge


def certificate() -> Document:
    paper = register.certified(NAME, verified_name=NAME)
    Completion.objects.update(decided_at=datetime(2025, 11, 12, 15, tzinfo=UTC))
    return paper


def revoked() -> Pledge:
    paper = certificate()
    documents.revoke(certificate=paper, reason="A mistake.", by=ReviewerFactory())
    return Pledge.objects.get(pk=paper.completion.pledge_id)


def reinstated() -> Pledge:
    pledge = revoked()
    paper = Document.objects.get(kind="certificate")
    documents.reinstate(certificate=paper, reason="No mistake after all.", by=ReviewerFactory())
    return pledge


def revoked_and_submitted() -> Pledge:
    pledge = revoked()
    Pledge.objects.filter(pk=pledge.pk).update(state="submitted")
    return pledge


def withdrawn() -> Pledge:
    pledge = verified()
    return pledges.withdraw(pledge=pledge, by=AdministratorFactory())


def lapsed() -> Pledge:
    pledge = verified(on=date(2018, 1, 1))
    return pledges.lapse(pledge=pledge, by=ReviewerFactory())


def verified(on: date = date(2025, 3, 3)) -> Pledge:
    pledge = register.pledged(NAME, on=on, verified_name=NAME)
    Pledge.objects.filter(pk=pledge.pk).update(verified_at=timezone.now())
    return pledge
