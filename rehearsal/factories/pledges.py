"""Pledges and completions to test with, in any state, and agencies whose records meet everything."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import factory

from accounts.models import User
from agencies.models import Agency, Membership
from common.models import opaque_code
from compliance.editions import EDITIONS, UNSTATED
from compliance.engine import assess
from files.store import keep_bytes
from partnerships.models import CommunityOrganization, Partnership
from pledges import evidence, messages, queries
from pledges.lifecycle import State
from pledges.models import ANSWER_LINK, CONFIRM_LINK, Completion, CompletionPractice, Pledge
from pledges.particulars import digest
from policies.models import Policy, PolicyComponent
from rehearsal.factories.agencies import AgencyFactory, MembershipFactory
from training.models import Course, HeadCount, Officer, TrainingRecord

PLEDGED_ON = date(2025, 3, 3)
ROLES = {role.value: role for role in Membership.Role}

# What an agency promises today.
COMMITMENTS = messages.commitments(EDITIONS[UNSTATED])


class PledgeFactory(factory.django.DjangoModelFactory[Pledge]):
    """A pledge on its way, of 3 March 2025, under edition 2022."""

    class Meta:
        model = Pledge

    agency = factory.SubFactory(AgencyFactory)
    state = State.ACTIVE.value
    edition = "2022"
    pledged_on = PLEDGED_ON
    commitments = factory.LazyFunction(lambda: list(COMMITMENTS))
    authority_confirmed = True
    coordinator_name = "Robin Hale"
    coordinator_title = "Lieutenant"
    coordinator_email = factory.Sequence(lambda n: f"coordinator{n}@example.org")
    confirmed_at = datetime(2025, 3, 3, 15, tzinfo=UTC)
    # Both links of the coordinator work, whatever the state.
    public_id = factory.LazyFunction(opaque_code)
    confirm_hash = factory.LazyAttribute(lambda o: CONFIRM_LINK.hash(_link_name(o)))
    confirm_until = datetime(2125, 3, 3, tzinfo=UTC)
    answer_hash = factory.LazyAttribute(lambda o: ANSWER_LINK.hash(_link_name(o)))
    answer_until = datetime(2125, 3, 3, tzinfo=UTC)


def _link_name(pledge: Any) -> str:
    return Pledge(public_id=pledge.public_id, coordinator_email=pledge.coordinator_email).link_name


STATEMENTS = {
    "partnership": "We ride together with County Behavioral Health.",
    "policy": "General Order 12-4 covers response, referral and training.",
    "crisis_intervention": "Each class was held in person, with our partners among the teachers.",
    "first_aid": "",
}


class CompletionFactory(factory.django.DjangoModelFactory[Completion]):
    """A draft with every statement and a chief to sign it, without a letter."""

    class Meta:
        model = Completion
        skip_postgeneration_save = True

    pledge = factory.SubFactory(PledgeFactory)
    agency = factory.SelfAttribute("pledge.agency")
    signatory_name = "Jordan Ellis"
    signatory_title = "Chief of Police"
    signatory_is_command = True

    @factory.post_generation
    def statements(self: Completion, create: bool, texts: dict[str, str] | None, **said: str) -> None:  # type: ignore[misc]
        """A row for each practice: ``statements__policy=""`` for other words than STATEMENTS has."""
        CompletionPractice.objects.bulk_create(
            CompletionPractice(completion=self, practice=key, statement=text)
            for key, text in {**STATEMENTS, **(texts or {}), **said}.items()
        )


def meet_everything(agency: Agency, *, sworn: int = 40, cit: int = 10) -> None:
    """Head counts, a partnership and a policy that meet every requirement."""
    agency.evidence_mode = Agency.EvidenceMode.COUNTS
    agency.save(update_fields=["evidence_mode"])
    HeadCount.objects.create(
        agency=agency, as_of=date(2025, 6, 1), sworn=sworn, cit=cit, mhfa_without_cit=sworn - cit
    )
    add_partnership(agency)
    add_policy(agency)


def add_partnership(agency: Agency, **fields: Any) -> Partnership:
    """A co-response partnership, active since 5 January 2023."""
    organization, _ = CommunityOrganization.objects.get_or_create(
        agency=agency, name="County Behavioral Health"
    )
    values = {"nature": "Clinicians ride with officers.", "started_on": date(2023, 1, 5), **fields}
    return Partnership.objects.create(agency=agency, organization=organization, **values)


def add_policy(
    agency: Agency, *, components: tuple[str, ...] = ("purpose", "response"), **fields: Any
) -> Policy:
    """General Order 12-4, in force since 1 February 2023, with its purpose and the response on scene."""
    policy = Policy.objects.create(
        agency=agency, **{"title": "General Order 12-4", "adopted_on": date(2023, 2, 1), **fields}
    )
    PolicyComponent.objects.bulk_create(
        [PolicyComponent(policy=policy, kind=PolicyComponent.Kind(kind)) for kind in components]
    )
    return policy


def add_officers(agency: Agency, *, cit: int = 0, mhfa: int = 0, untrained: int = 0) -> list[Officer]:
    """A roster: so many officers with the 40-hour course, with the 8-hour course, and with none."""
    courses = {
        "CIT": Course.objects.get_or_create(
            code="CIT", defaults=_course("Crisis Intervention Team", "cit", 40)
        )[0],
        "MHFA-PS": Course.objects.get_or_create(
            code="MHFA-PS", defaults=_course("MHFA for Public Safety", "mhfa", 8)
        )[0],
    }
    taken = ["CIT"] * cit + ["MHFA-PS"] * mhfa + [""] * untrained
    before = Officer.objects.filter(agency=agency).count()
    officers = [Officer(agency=agency, ref=f"P{before + n:03}") for n in range(len(taken))]
    Officer.objects.bulk_create(officers)
    TrainingRecord.objects.bulk_create(
        TrainingRecord(
            agency=agency,
            officer=officer,
            course=courses[code],
            hours=courses[code].hours,
            completed_on=date(2024, 3, 1),
        )
        for officer, code in zip(officers, taken, strict=True)
        if code
    )
    return officers


def _course(title: str, track: str, hours: int) -> dict[str, Any]:
    return {
        "title": title,
        "track": track,
        "hours": Decimal(hours),
        "standing": Course.Standing.RECOGNIZED,
    }


def with_letter(draft: Completion) -> Completion:
    """The draft with a letter made just now, so that it is current."""
    draft.letter = keep_bytes(b"%PDF-1.7 the letter\n%%EOF\n", media_type="application/pdf")
    draft.letter_digest = queries.letter_basis_digest(draft)
    draft.save(update_fields=["letter", "letter_digest"])
    return draft


def ready_draft(pledge: Pledge) -> Completion:
    """A draft that can be submitted: everything met, written and with a current letter."""
    meet_everything(pledge.agency)
    return with_letter(CompletionFactory(pledge=pledge))


def submitted(pledge: Pledge, state: str = Completion.State.SUBMITTED, **fields: Any) -> Completion:
    """A completion with frozen facts, in a state after the draft; the pledge's own state is left as it is."""
    meet_everything(pledge.agency)
    gathered = evidence.gather_whole(pledge.agency, date(2025, 11, 3), edition=pledge.edition)
    completion = CompletionFactory(
        pledge=pledge,
        state=state,
        facts=gathered.facts.to_data(),
        report=assess(gathered.facts).to_data(),
        submitted_at=datetime(2025, 11, 3, 16, tzinfo=UTC),
        **fields,
    )
    particulars = queries.particulars_of(completion, gathered)
    completion.particulars = particulars.to_data()
    completion.submission_digest = digest(gathered.facts, particulars)
    completion.save(update_fields=["particulars", "submission_digest"])
    return completion


def member(agency: Agency, role: str = "lead") -> User:
    """A person who acts for the agency in this role."""
    membership: Membership = MembershipFactory(agency=agency, role=ROLES[role])
    return membership.user
