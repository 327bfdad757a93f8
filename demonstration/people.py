"""Who can sign in to the demonstration, and as what."""

from dataclasses import dataclass

from accounts import queries as people
from accounts.actions import open_account
from accounts.models import User
from agencies.models import Agency, Membership

PASSWORD = "one-mind-demo"


@dataclass(frozen=True, slots=True)
class Person:
    """One account of the demonstration."""

    email: str
    name: str
    part: str


LEAD = Person("lead@riverbend.example", "Alex Moreno", "lead of Riverbend Police Department")
EDITOR = Person("editor@riverbend.example", "Sam Okafor", "editor at Riverbend: keeps training and evidence")
SIGNATORY = Person("chief@riverbend.example", "Robin Castellano", "signatory at Riverbend: signs and submits")
VIEWER = Person("viewer@riverbend.example", "Pat Lindqvist", "viewer at Riverbend: reads only")
REVIEWER = Person("reviewer@iacp.example", "Dana Whitfield", "reviewer at the IACP")
SECOND_REVIEWER = Person("second@iacp.example", "Morgan Ellery", "another reviewer at the IACP")
ADMINISTRATOR = Person("admin@iacp.example", "Casey Thornbury", "campaign administrator at the IACP")
CONTENT_EDITOR = Person(
    "content@iacp.example", "Jordan Vale", "content editor at the IACP: news, questions, classes"
)

CAST = (LEAD, EDITOR, SIGNATORY, VIEWER, REVIEWER, SECOND_REVIEWER, ADMINISTRATOR, CONTENT_EDITOR)
_STAFF = {
    REVIEWER: User.StaffRole.REVIEWER,
    SECOND_REVIEWER: User.StaffRole.REVIEWER,
    ADMINISTRATOR: User.StaffRole.ADMINISTRATOR,
    CONTENT_EDITOR: User.StaffRole.EDITOR,
}
_MEMBERS = {
    EDITOR: Membership.Role.EDITOR,
    SIGNATORY: Membership.Role.SIGNATORY,
    VIEWER: Membership.Role.VIEWER,
}


def staff() -> dict[Person, User]:
    """The IACP's people, made if they aren't there."""
    found = {}
    for person, role in _STAFF.items():
        user = people.by_address(person.email) or open_account(
            email=person.email, name=person.name, password=PASSWORD, by=None
        )
        if user.staff_role != role:
            user.staff_role = role
            user.save(update_fields=["staff_role"])
        found[person] = user
    return found


def join(agency: Agency) -> None:
    """The people of Riverbend beside its lead."""
    for person, role in _MEMBERS.items():
        user = people.by_address(person.email) or open_account(
            email=person.email, name=person.name, password=PASSWORD, by=None
        )
        Membership.objects.get_or_create(agency=agency, user=user, defaults={"role": role})
