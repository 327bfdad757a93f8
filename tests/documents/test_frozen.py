"""Papers say what was frozen, and a record that was changed past the portal is found out."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from compliance.engine import assess
from compliance.facts import Facts, Headcount, Partnership, Policy
from documents import actions, composing, queries
from documents.models import Document
from documents.seals import digest_of
from evidence.components import Component
from pledges import actions as pledges
from pledges.models import Completion
from pledges.particulars import Entry, Evidence, Letterhead, Particulars, Person, Titled, digest
from rehearsal.factories.accounts import ReviewerFactory
from rehearsal.factories.documents import issued, letter_draft, president
from rehearsal.factories.pledges import (
    CompletionFactory,
    PledgeFactory,
    add_officers,
    add_partnership,
    add_policy,
    member,
    with_letter,
)
from training.models import Course

ON = date(2025, 11, 12)


def _submission(**beside: Any) -> composing.Submission:
    facts = Facts(
        ON,
        headcount=Headcount(40, 10, 30),
        partnerships=(Partnership("p", "County Health", "Clinicians ride along.", date(2023, 1, 5)),),
        policies=(Policy("q", "GO 12-4", date(2023, 2, 1), None, ("purpose",)),),
    )
    said = Particulars(
        pledged_on=date(2023, 3, 4),
        agency=Letterhead("Perry Police Department", "Perry, New York", ("1 Main Street",)),
        head=Person("Jordan Ellis", "Chief of Police"),
        signatory=Person("Jordan Ellis", "Chief of Police"),
        signatory_is_command=True,
        statements=(Titled("partnership", "We meet every month."),),
        evidence=(
            Evidence("partnerships", (Entry("p", copy="Agreement with County Health"),)),
            Evidence("policies", (Entry("q", (Component("Purpose", "p. 2"),)),)),
        ),
        non_sworn_trained=1,
        engine="1.0",
    )
    return composing.Submission(facts, assess(facts), replace(said, **beside))


def test_a_letter_is_composed_without_a_database() -> None:
    """Nothing marks this test for the database, so any query fails it."""
    letter = composing.letter(_submission(), on=ON)
    partnership, policy, training = letter.sections
    assert [claim.text for claim in partnership.claims] == [
        "Since January 5, 2023, we have worked with County Health."
    ]
    assert (partnership.claims[0].told, partnership.words) == (
        "Clinicians ride along.",
        "We meet every month.",
    )
    assert [(item.title, item.note) for item in policy.claims[0].items] == [("Purpose", "p. 2")]
    assert [claim.key for claim in training.claims] == [
        "sworn", "crisis_intervention", "first_aid", "self_reported", "non_sworn",
    ]  # fmt: skip
    assert letter.enclosures == ("Agreement with County Health",)


def test_particulars_come_back_from_json_and_share_one_digest_with_the_facts() -> None:
    submission = _submission()
    stored = json.loads(json.dumps(submission.particulars.to_data()))
    assert Particulars.from_data(stored) == submission.particulars
    other = _submission(non_sworn_trained=2)
    later = digest(replace(submission.facts, as_of=date(2025, 1, 1)), submission.particulars)
    assert len({submission.digest, other.digest, later}) == 3


@pytest.mark.django_db
def test_papers_say_what_was_submitted_whatever_is_typed_afterwards() -> None:
    """The letter said one of the non-sworn staff; seventeen were typed while the completion waited."""
    president()
    draft, lead = letter_draft()
    agency = draft.agency
    agency.head_counts.update(non_sworn_trained=1)
    sent = pledges.submit(completion=with_letter(draft), version=draft.version, attested=True, by=lead)
    before = composing.letter(queries.frozen_submission(sent), on=ON)

    agency.head_counts.update(non_sworn_trained=17)
    agency.partnerships.get().organization.__class__.objects.update(name="Somewhere Else")
    policy = agency.policies.get()
    policy.components.update(pages="p. 99")
    agency.policies.update(title="Another Order")
    agency.head_name, agency.address = "Robin Hale", "9 Elsewhere"
    agency.save()
    done = pledges.complete(completion=sent, by=ReviewerFactory.create())
    papers = actions.issue(completion=done, by=ReviewerFactory.create(), on=ON)

    assert composing.letter(queries.frozen_submission(Completion.objects.get()), on=ON) == before
    certificate, letter = papers.certificate.content, papers.acknowledgment.content
    assert (certificate["basis"]["non_sworn"], letter["basis"]["non_sworn"]) == (1, 1)
    assert letter["addressee"]["name"] != "Robin Hale"
    assert letter["partners"] != ["Somewhere Else"]
    assert certificate["basis"]["submission"] == sent.submission_digest


@pytest.mark.django_db
def test_courses_keep_the_titles_that_they_were_submitted_under() -> None:
    agency = PledgeFactory.create(agency__sworn=None).agency
    add_officers(agency, cit=2, mhfa=6)
    add_partnership(agency)
    add_policy(agency)
    draft, lead = CompletionFactory.create(pledge=agency.pledges.get()), member(agency)
    sent = pledges.submit(completion=with_letter(draft), version=draft.version, attested=True, by=lead)
    before = composing.letter(queries.frozen_submission(sent), on=ON)
    assert any(claim.key == "courses" for part in before.sections for claim in part.claims)
    Course.objects.update(title="Renamed")
    assert composing.letter(queries.frozen_submission(Completion.objects.get()), on=ON) == before


def _rename(row: Document) -> None:
    content = {**row.content, "agency": "Forged Police Department"}
    Document.objects.filter(pk=row.pk).update(content=content)


def _rename_with_its_digest(row: Document) -> None:
    _rename(row)
    row.refresh_from_db()
    Document.objects.filter(pk=row.pk).update(content_digest=digest_of(row))


CHANGES: dict[str, Callable[[Document], object]] = {
    "the content": _rename,
    "the content and the digest in the row": _rename_with_its_digest,
    "the number": lambda row: Document.objects.filter(pk=row.pk).update(number="OM-2025-000777"),
    "the date": lambda row: Document.objects.filter(pk=row.pk).update(dated_on=date(2020, 1, 1)),
}


@pytest.mark.django_db
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_changed_record_is_answered_as_changed_and_found_by_verify_trail(
    client: Client, change: Callable[[Document], object]
) -> None:
    cache.clear()
    row = issued(name="Methuen Police Department").certificate
    call_command("verify_trail", stdout=io.StringIO())

    change(row)

    page = client.get(f"/verify/{row.code}/").content.decode()
    assert "This record doesn't match what was issued" in page
    assert [word in page for word in ("Forged", "Methuen", "is valid")] == [False] * 3
    with pytest.raises(CommandError, match=f"documents.Document:{row.pk}"):
        call_command("verify_trail")


@pytest.mark.django_db
def test_a_revocation_that_was_undone_in_the_database_is_answered_as_changed() -> None:
    row = issued().certificate
    actions.revoke(certificate=row, reason="It was issued by mistake.", by=ReviewerFactory.create())
    Document.objects.filter(pk=row.pk).update(revoked_at=None)
    found = queries.verification(row.code)
    assert found is not None
    assert (found.status, found.certificate) == ("altered", None)


@pytest.mark.django_db
def test_a_changed_submission_is_found_by_verify_trail() -> None:
    draft, lead = letter_draft()
    sent = pledges.submit(completion=with_letter(draft), version=draft.version, attested=True, by=lead)
    with connection.cursor() as cursor:
        facts = json.dumps({**(sent.facts or {}), "declared_sworn": 2})
        cursor.execute("UPDATE pledges_completion SET facts = %s WHERE id = %s", [facts, sent.pk])
    with pytest.raises(CommandError, match=f"pledges.Completion:{sent.pk}"):
        call_command("verify_trail")


@pytest.mark.django_db
def test_the_certificates_page_at_the_desk_says_edition_engine_and_digest(client: Client) -> None:
    row = issued().certificate
    reviewer = ReviewerFactory.create()
    from tests.clients import client_of

    page = client_of(reviewer).get(f"/desk/certificates/{row.public_id}/").content.decode()
    basis = row.content["basis"]
    assert [basis[name] in page for name in ("edition", "engine", "submission")] == [True] * 3
