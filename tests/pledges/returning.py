"""A completion that came back, and what an agency may change then."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone

from compliance.editions import PRACTICES
from files.store import keep_bytes
from pledges import actions, queries
from pledges.models import Completion, Pledge
from policies.models import PolicyComponent
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.pledges import (
    add_partnership,
    member,
    ready_draft,
    with_letter,
)
from training.models import HeadCount

PARTNERSHIP, POLICY, CIT, AID = PRACTICES
EVERY = frozenset(PRACTICES)


def send(draft: Completion) -> Completion:
    """Submit a draft with a letter made just now."""
    draft = Completion.objects.get(pk=draft.pk)
    return actions.submit(
        completion=with_letter(draft), version=draft.version, attested=True, by=member(draft.agency)
    )


def returned(
    pledge: Pledge, practices: dict[str, str], *, reasons: str = "", verified: Any = None
) -> Completion:
    """What came back: every other practice is verified unless ``verified`` names some."""
    done = send(ready_draft(pledge))
    others = EVERY - set(practices) if verified is None else verified
    return actions.send_back(
        completion=done, by=ReviewerFactory(), reasons=reasons, practices=practices, verified=others
    )


def draft_of(pledge: Pledge) -> Completion:
    found = queries.draft(pledge.agency)
    assert found is not None
    return found


def save(pledge: Pledge, **changed: Any) -> Completion:
    return actions.save_draft(
        pledge=pledge, version=draft_of(pledge).version, changes=changed, by=member(pledge.agency)
    )


def now(pledge: Pledge) -> queries.Returned:
    """What the agency's draft has to answer, by the records of today."""
    found = queries.returned_of(draft_of(pledge), queries.assessment_of(pledge, timezone.localdate()))
    assert found is not None
    return found


def findings(completion: Completion) -> dict[str, str]:
    return dict(completion.practices.values_list("practice", "finding"))


# What changes, and which practices it changes


def nothing(pledge: Pledge) -> None:
    """Leave everything as it is."""


def nature(pledge: Pledge) -> None:
    pledge.agency.partnerships.update(nature="Clinicians ride with officers, day and night.")


def one_more_partner(pledge: Pledge) -> None:
    add_partnership(pledge.agency, nature="A second one.")


def partner_gone(pledge: Pledge) -> None:
    add_partnership(pledge.agency, nature="Another.")
    pledge.agency.partnerships.order_by("pk")[0].delete()


def memorandum(pledge: Pledge) -> None:
    pledge.agency.partnerships.update(mou=keep_bytes(b"%PDF-1.7 new\n%%EOF\n", media_type="application/pdf"))


def page(pledge: Pledge) -> None:
    PolicyComponent.objects.filter(policy__agency=pledge.agency, kind="purpose").update(pages="2-3")


def words_on_policy(pledge: Pledge) -> None:
    save(pledge, policy_statement="Chapter 4 covers the response.")


def words_on_training(pledge: Pledge) -> None:
    save(pledge, crisis_intervention_statement="The academy taught them.")


def more_cit(pledge: Pledge) -> None:
    HeadCount.objects.filter(agency=pledge.agency).update(cit=12, mhfa_without_cit=28)


def more_sworn(pledge: Pledge) -> None:
    HeadCount.objects.filter(agency=pledge.agency).update(sworn=41, mhfa_without_cit=31)


def next_review(pledge: Pledge) -> None:
    """Something that neither the rule nor a paper says."""
    pledge.agency.partnerships.update(review_on=date(2027, 1, 1))


def contact(pledge: Pledge) -> None:
    pledge.agency.partnerships.get().contacts.create(role="Crisis desk", phone="555-0100")


def terms(pledge: Pledge) -> None:
    pledge.agency.partnerships.update(mou_signed_on=date(2023, 1, 2))


def left_out(pledge: Pledge) -> None:
    PolicyComponent.objects.create(
        policy=pledge.agency.policies.get(), kind="definitions", is_stated=False, reason="State law."
    )


def adoption(pledge: Pledge) -> None:
    pledge.agency.policies.get().adoptions.create(
        head_name="Dana Reyes", adopted_on=date(2025, 6, 1), statement="I adopt it."
    )


def signatory(pledge: Pledge) -> None:
    save(pledge, signatory_name="Pat Lee")


CHANGES: list[tuple[Callable[[Pledge], None], set[str]]] = [
    (nothing, set()),
    (nature, {PARTNERSHIP}),
    (one_more_partner, {PARTNERSHIP}),
    (partner_gone, {PARTNERSHIP}),
    (memorandum, {PARTNERSHIP}),
    (page, {POLICY}),
    (words_on_policy, {POLICY}),
    (words_on_training, {CIT, AID}),
    (more_cit, {CIT, AID}),
    (more_sworn, {CIT, AID}),
    (next_review, set()),
    (contact, {PARTNERSHIP}),
    (terms, {PARTNERSHIP}),
    (left_out, {POLICY}),
    (adoption, {POLICY}),
    (signatory, set()),
]
