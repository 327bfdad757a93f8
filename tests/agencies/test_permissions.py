"""Who may do what: the table of capabilities and roles, as the README has it and as the code enforces it."""

import re
from pathlib import Path

import pytest

from accounts.permissions import Actor
from agencies.models import Membership
from agencies.permissions import MAY, Capability, Role, granted, may, refusal
from rehearsal.factories.accounts import AdministratorFactory, EditorFactory, ReviewerFactory, UserFactory
from rehearsal.factories.agencies import AgencyFactory, MembershipFactory

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
COLUMNS = (Role.VIEWER, Role.EDITOR, Role.SIGNATORY, Role.LEAD, Role.REVIEWER, Role.ADMINISTRATOR)
# The rows of the README's table, and what each stands for.
ROWS = {
    "Read the agency's pages, ask for help": {Capability.HELP_ASK},
    "Keep the evidence: roster, records, partnerships, policies": {
        Capability.EVIDENCE_EDIT,
        Capability.TRAINING_EDIT,
    },
    "Write the completion, have its letter made": {Capability.COMPLETION_DRAFT},
    "Answer questions and requests in the agency's name": {
        Capability.QUESTIONS_ANSWER,
        Capability.HELP_REPLY,
    },
    "Submit or withdraw the completion, pledge again, request another name, type, place or ORI": {
        Capability.IDENTITY_REQUEST,
        Capability.COMPLETION_SUBMIT,
        Capability.PLEDGE_RENEW,
    },
    "Withdraw the pledge": {Capability.PLEDGE_WITHDRAW},
    "Change the profile, manage members, remove names, delete the roster": {
        Capability.PROFILE_EDIT,
        Capability.MEMBERS_MANAGE,
        Capability.NAMES_REMOVE,
        Capability.ROSTER_PURGE,
    },
    "Invite, send an invitation again, correct its address": {Capability.MEMBERS_INVITE},
    "Verify, query or close pledges; set deadlines; decide who a verified agency is": {
        Capability.PLEDGE_VERIFY,
        Capability.DEADLINE_SET,
        Capability.IDENTITY_DECIDE,
    },
    "Appoint or replace a lead where an agency has none who can act": {Capability.LEAD_APPOINT},
    "Decide on completions; reissue and revoke certificates": {
        Capability.COMPLETION_DECIDE,
        Capability.CERTIFICATE_CHANGE,
    },
    "Decide on courses, officers on leave, reported messages, requests for help": {
        Capability.COURSE_DECIDE,
        Capability.OFFICER_EXCLUDE,
        Capability.REPORT_SETTLE,
        Capability.HELP_ANSWER,
    },
    "Suspend an agency": {Capability.AGENCY_SUSPEND},
}


def in_readme() -> dict[str, set[Role]]:
    """The README's table: its rows, and the roles that have a mark there."""
    lines = [line for line in README.read_text().splitlines() if line.startswith("| ")]
    found = {}
    for line in lines:
        first, *marks = [cell.strip() for cell in line.strip("|").split("|")]
        if len(marks) == len(COLUMNS) and set(marks) <= {"", "✓"}:
            found[first] = {role for role, mark in zip(COLUMNS, marks, strict=True) if mark}
    return found


def test_readme_says_what_the_table_says() -> None:
    wanted = {}
    for words, capabilities in ROWS.items():
        (roles,) = {frozenset(MAY[capability] & set(COLUMNS)) for capability in capabilities}
        wanted[words] = set(roles)
    assert in_readme() == wanted


def test_every_capability_of_people_is_a_row_of_the_readme() -> None:
    rows = set().union(*ROWS.values())
    assert {capability for capability in Capability if MAY[capability] & set(COLUMNS)} == rows
    assert MAY[Capability.PLEDGE_ANSWER] == {Role.COORDINATOR}
    assert set(MAY) == set(Capability)


def test_pages_ask_for_capabilities_by_their_names_and_for_no_role() -> None:
    names = {capability.name.lower() for capability in Capability}
    asked: dict[Path, set[str]] = {}
    for path in [*ROOT.glob("templates/**/*.html"), *ROOT.glob("*/views/*.py"), *ROOT.glob("*/*/views/*.py")]:
        text = path.read_text()
        asked[path] = set(re.findall(r"request\.may(?:\.|\[\")(\w+)", text))
        assert not re.search(r"membership\.(is_lead|role ==|role in)", text), path
    assert set().union(*asked.values()) - names == set()
    assert sum(map(bool, asked.values())) > 30


@pytest.mark.parametrize("role", Membership.Role)
def test_every_role_of_an_agency_is_in_the_table(role: Membership.Role) -> None:
    assert granted(role) == {
        capability.name.lower(): Role(role) in roles for capability, roles in MAY.items()
    }
    assert granted(role)["help_ask"]


@pytest.mark.django_db
@pytest.mark.parametrize("capability", Capability)
def test_may_for_every_capability_and_role(capability: Capability) -> None:
    agency = AgencyFactory.create()
    people = {role: MembershipFactory.create(agency=agency, role=role).user for role in COLUMNS[:4]}
    people |= {Role.REVIEWER: ReviewerFactory.create(), Role.ADMINISTRATOR: AdministratorFactory.create()}
    people |= {Role.COORDINATOR: Actor.COORDINATOR, Role.SYSTEM: Actor.SYSTEM}
    assert {role for role, by in people.items() if may(by, capability, agency)} == MAY[capability]
    assert {role for role, by in people.items() if not refusal(by, capability, agency)} == MAY[capability]
    strangers = (None, UserFactory.create(), EditorFactory.create(), MembershipFactory.create().user)
    assert [may(by, capability, agency) for by in strangers] == [False] * 4
    closed = ReviewerFactory.create(is_active=False)
    assert not may(closed, capability, agency)


@pytest.mark.django_db
def test_refusal_names_the_leads_to_members_alone() -> None:
    agency = AgencyFactory.create()
    for name in ("Alex Moreno", "Sam Roe"):
        MembershipFactory.create(agency=agency, user__name=name)
    editor = MembershipFactory.create(agency=agency, role="editor").user
    said = str(refusal(editor, Capability.PROFILE_EDIT, agency))
    assert said == "Only a lead of the agency can do this. Ask Alex Moreno or Sam Roe."
    told = [
        str(refusal(by, Capability.PROFILE_EDIT, agency))
        for by in (MembershipFactory.create().user, ReviewerFactory.create())
    ]
    assert told == ["You don't act for this agency."] * 2
    assert not re.search("Moreno|Roe", " ".join(told))
