"""The people by whom the desk finds an agency: its members, head and coordinator, who signs, and its partners' contacts."""

from collections import defaultdict
from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q

from agencies.models import Agency, Invitation, Membership
from common.text import folded
from documents.models import SigningRequest
from partnerships.models import PartnershipContact
from pledges.models import Completion, Pledge


def agencies_by_names(words: Iterable[str]) -> dict[str, set[int]]:
    """For each word, the agencies one of whose people has it in the name, both folded. One statement, which reads every name."""
    sought = {word: parts for word in words if (parts := folded(word).split())}
    found: dict[str, set[int]] = defaultdict(set)
    for agency, name in _names() if sought else ():
        plain = folded(name)
        for word, parts in sought.items():
            if all(part in plain for part in parts):
                found[word].add(agency)
    return found


def at_address(address: str) -> Q:
    """The agencies of which someone has this email address, in the one spelling that is kept."""
    rows = (
        Membership.objects.filter(Q(user__email=address) | Q(user__emailaddress__email=address)).values(
            "agency"
        ),
        Invitation.objects.filter(email=address).values("agency"),
        Pledge.objects.filter(coordinator_email=address).values("agency"),
        PartnershipContact.objects.filter(email=address).values("partnership__agency"),
        SigningRequest.objects.filter(email=address).values("completion__pledge__agency"),
    )
    return reduce(or_, (Q(pk__in=numbers) for numbers in rows))


def _names() -> Iterable[tuple[int, str]]:
    """Every name with its agency, each pair once."""
    several = (
        Membership.objects.exclude(user__name="").values_list("agency", "user__name"),
        Invitation.objects.exclude(name="").values_list("agency", "name"),
        Pledge.objects.exclude(coordinator_name="").values_list("agency", "coordinator_name"),
        PartnershipContact.objects.exclude(name="").values_list("partnership__agency", "name"),
        Completion.objects.exclude(signatory_name="").values_list("pledge__agency", "signatory_name"),
    )
    heads = Agency.objects.exclude(head_name="").order_by().values_list("pk", "head_name")
    return heads.union(*(rows.order_by() for rows in several)).iterator(chunk_size=2000)
