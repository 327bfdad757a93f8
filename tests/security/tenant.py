"""An agency with one of everything that an address can name, and the portal's whole table of addresses."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from agencies import actions as agencies
from agencies.models import Agency, IdentityRequest, Membership
from campaign.assistance import actions as assistance
from campaign.assistance.models import AssistanceRequest
from campaign.conversations.models import Conversation
from common.addresses import PART, reverse
from common.models import opaque_code
from documents.models import SIGN_WITHIN, Document, SigningRequest
from onemind.access import TABLE
from partnerships.models import EarlierMemorandum
from pledges.models import Completion, Pledge, SubmittedCopy
from policies.models import EarlierPolicy
from register_import.models import RegisterImport
from rehearsal.factories.agencies import AgencyFactory, MembershipFactory
from rehearsal.factories.documents import president, with_file
from rehearsal.factories.files import stored_file
from rehearsal.factories.partnerships import PartnershipFactory
from rehearsal.factories.pledges import CompletionFactory, PledgeFactory
from rehearsal.factories.policies import PolicyFactory
from rehearsal.factories.training import (
    CourseFactory,
    EquivalencyRequestFactory,
    HeadCountFactory,
    OfferingFactory,
    OfficerFactory,
    RecordFactory,
)
from rehearsal.samples import pdf
from tests.conversations.talking import relayed
from tests.public.routes import EXAMPLES, build_world
from training.models import Course, EquivalencyRequest, RosterImport


@dataclass(frozen=True, slots=True)
class Route:
    """A row of the portal's table: its name with its namespace, what has to be filled in, and whether it needs a login.

    ``parts`` are without the agency that an agency's page has in its address; ``is_of_agency`` says whether it has.
    """

    name: str
    parts: tuple[str, ...]
    path: str
    is_public: bool
    is_of_agency: bool = False


# What pages write without changing anything: when someone was seen last, and who looked at what.
NOTED = ("sessions.Session", "accounts.User", "audit.SecurityEvent")


def routes() -> Iterator[Route]:
    """Every address of the portal but Django's admin, which has a table of its own in tests/accounts."""
    yield from _walk(get_resolver().url_patterns, "", "", ())


def state_of_all(*left_out: str) -> dict[str, list[Any]]:
    """Every row of every table of ours but those ``left_out`` (labels), to see whether something changed."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values_list())
        for model in apps.get_models()
        if model._meta.managed and model._meta.label not in left_out
    }


class Tenant:
    """An agency on its way, with a lead, and an object for each part that the address of an agency's page can have."""

    def __init__(self) -> None:
        president()
        self.agency: Agency = AgencyFactory(accepts_messages=True)
        self.lead: Membership = MembershipFactory(agency=self.agency, role="lead")
        self.viewer: Membership = MembershipFactory(agency=self.agency, role="viewer")
        self.invitation = agencies.invite(
            agency=self.agency,
            email=f"bo{self.agency.pk}@example.org",
            name="Bo",
            role="viewer",
            by=self.lead.user,
        )
        self.identity: IdentityRequest = IdentityRequest.objects.create(
            agency=self.agency,
            before={"city": "Springfield"},
            after={"city": "Shelbyville"},
            reason="A merger.",
        )
        self.pledge: Pledge = PledgeFactory(agency=self.agency)
        self.completion: Completion = CompletionFactory(pledge=self.pledge)
        file = stored_file(b"%PDF-1.7\n%" + self.agency.public_id.encode() + b"\n%%EOF\n")
        self.copy = SubmittedCopy.objects.create(
            completion=self.completion, evidence="policies", ref="1", file=file, file_name="policy.pdf"
        )
        self.partnership = PartnershipFactory(agency=self.agency, mou=file)
        self.policy = PolicyFactory(agency=self.agency, file=file)
        self.memorandum = EarlierMemorandum.objects.create(
            entry=self.partnership, number=1, file=file, file_name="old.pdf"
        )
        self.text = EarlierPolicy.objects.create(entry=self.policy, number=1, file=file, file_name="old.pdf")
        self.officer = OfficerFactory(agency=self.agency)
        self.record = RecordFactory(officer=self.officer, course=CourseFactory(code="CIT"))
        self.offering = OfferingFactory(agency=self.agency)
        RecordFactory(officer=self.officer, course=self.offering.course, offering=self.offering)
        self.headcount = HeadCountFactory(agency=self.agency)
        self.question: EquivalencyRequest = EquivalencyRequestFactory(
            agency=self.agency, syllabus=file, syllabus_name="syllabus.pdf"
        )
        self.course: Course = CourseFactory(
            code=f"OWN-{self.agency.pk}", standing=Course.Standing.PENDING, proposed_by=self.agency
        )
        self.roster_import = RosterImport.objects.create(
            agency=self.agency, state="refused", refused_rows=stored_file(b"a,b\n", "text/csv")
        )
        self.register_import: RegisterImport = RegisterImport.objects.create(
            name="register.csv",
            file=stored_file(
                f"Agency,State,Pledged on,Status\nTown {self.agency.pk} Police,GA,2019-05-14,Pledged\n".encode()
            ),
        )
        self.conversation: Conversation = relayed(self.agency, email=f"q{self.agency.pk}@example.net")
        self.request: AssistanceRequest = assistance.ask(
            kind="peer", name="Quinn", email="q@example.org", subject="Hello", text="Help",
            form_key=opaque_code(), agency=self.agency, by=self.lead.user,
        )  # fmt: skip
        self.letter = with_file(
            Document.objects.create(
                kind=Document.Kind.LETTER, agency=self.agency, completion=self.completion, content={},
                content_digest="0" * 64, dated_on=date(2025, 11, 3),
            ),
            pdf(),
        )  # fmt: skip
        self.signing = SigningRequest.objects.create(
            completion=self.completion, letter=self.letter, email="chief@example.net",
            token_hash=opaque_code(), expires_at=timezone.now() + SIGN_WITHIN,
        )  # fmt: skip

    def path(self, name: str) -> str:
        """The address of one of OBJECTS, for this agency's objects."""
        return self.at(name, OBJECTS[name](self))

    def at(self, name: str, args: Sequence[Any] = ()) -> str:
        """The address of a page, an agency's page being this agency's."""
        return reverse(name, args, agency=self.agency.public_id)


def _of(attribute: str) -> Callable[[Tenant], list[Any]]:
    """The public name of an object, or its number where addresses name it by that."""

    def named(tenant: Tenant) -> list[Any]:
        thing = getattr(tenant, attribute)
        return [thing.pk if attribute in _BY_NUMBER else thing.public_id]

    return named


_BY_NUMBER = {"viewer", "officer", "record", "offering", "headcount"}
_ROUTES = {
    "viewer": ["agencies:role", "agencies:remove"],
    "invitation": ["agencies:invite_again", "agencies:revoke"],
    "partnership": [
        "partnerships:edit", "partnerships:end", "partnerships:delete", "partnerships:mou",
        "partnerships:renew",
    ],
    "memorandum": ["partnerships:earlier"],
    "policy": [
        "policies:edit", "policies:retire", "policies:delete", "policies:file", "policies:revise", "policies:adopt",
    ],
    "text": ["policies:earlier"],
    "officer": [
        "training:officer", "training:officer_edit", "training:officer_separate", "training:officer_delete",
        "training:record_add",
    ],
    "record": ["training:record_edit", "training:record_delete"],
    "roster_import": [
        "roster_import:job", "roster_import:columns", "roster_import:questions", "roster_import:titles",
        "roster_import:cells", "roster_import:values", "roster_import:confirm",
        "roster_import:discard", "roster_import:undo", "roster_import:refused",
    ],
    "course": ["training:course", "training:equivalency_add"],
    "question": [
        "training:equivalency", "training:equivalency_answer", "training:equivalency_withdraw",
        "training:equivalency_syllabus",
    ],
    "offering": [
        "training:offering", "training:offering_edit", "training:offering_delete", "training:offering_enroll",
        "training:offering_credit", "training:offering_count",
    ],
    "headcount": ["training:headcount_delete"],
    "conversation": ["conversations:message", "conversations:message_close", "conversations:message_report"],
    "request": ["assistance:my_request"],
    "copy": ["pledges:submitted_copy"],
    "letter": ["documents:download", "documents:pages"],
    "signing": ["documents:sign_revoke"],
}  # fmt: skip
# Addresses that name an object of an agency, and what fills them in.
OBJECTS: dict[str, Callable[[Tenant], list[Any]]] = {
    name: _of(attribute) for attribute, names in _ROUTES.items() for name in names
} | {"training:offering_unenroll": lambda tenant: [tenant.offering.pk, tenant.officer.pk]}
# Addresses with a part that names nothing of an agency's.
NAMELESS = {
    "documents:recognition_piece": "one of a fixed list of pieces",
    "training:officers_export": "the kind of file",
    "training:records_export": "the kind of file",
    "training:lapsing_export": "the kind of file",
    "roster_import:template": "the kind of file",
    "roster_import:roster": "the kind of file",
}

# How an address of the desk begins, and which of an agency's things it names.
AT_THE_DESK = {
    "desk/agencies/": "agency",
    "desk/completions/": "completion",
    "desk/copies/": "copy",
    "desk/courses/": "course",
    "desk/equivalencies/": "question",
    "desk/identity/": "identity",
    "desk/invitations/": "invitation",
    "desk/pledges/": "pledge",
    "desk/register/agencies/": "pledge",
    "desk/register/": "register_import",
    "desk/requests/": "request",
}


def addresses(tenant: Tenant) -> dict[str, str]:
    """Addresses by their routes' names: every one that can be filled in for this agency, which are nearly all."""
    world, found = build_world(), {}
    for route in routes():
        thing = next((thing for start, thing in AT_THE_DESK.items() if route.path.startswith(start)), "")
        if not route.parts:
            found[route.name] = tenant.at(route.name)
        elif route.name in OBJECTS:
            found[route.name] = tenant.path(route.name)
        elif route.name in EXAMPLES:
            found[route.name] = EXAMPLES[route.name](world)[0]
        elif thing and route.parts == ("public_id",):
            found[route.name] = reverse(route.name, args=[getattr(tenant, thing).public_id])
    found["reviews:evidence_file"] = reverse(
        "reviews:evidence_file", args=["policies", tenant.policy.public_id]
    )
    assert len(found) > 190
    return found


def _walk(patterns: Any, namespace: str, path: str, parts: tuple[str, ...]) -> Iterator[Route]:
    for pattern in patterns:
        here, named = path + str(pattern.pattern), (*parts, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                yield from _walk(pattern.url_patterns, pattern.namespace or namespace, here, named)
        elif isinstance(pattern, URLPattern):
            name = f"{namespace}:{pattern.name}" if namespace else str(pattern.name)
            is_public = name in TABLE and TABLE[name].is_public
            others = tuple(part for part in named if part != PART)
            yield Route(name, others, here.replace("^", ""), is_public, PART in named)
