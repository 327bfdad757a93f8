"""One person for each role, signed in: the columns of the tables of who may open what."""

from agencies.models import Agency, Membership
from rehearsal.factories.accounts import AdministratorFactory, ReviewerFactory, UserFactory
from rehearsal.factories.agencies import MembershipFactory
from tests.clients import AgencyClient

AGENCY_ROLES = ["viewer", "editor", "signatory", "lead"]
# A stranger has an account, and belongs nowhere.
ROLES = ["anonymous", "stranger", *AGENCY_ROLES, "reviewer", "administrator"]


def client_of(role: str, agency: Agency) -> AgencyClient:
    """A client signed in as a new person with this role, at ``agency`` if it is an agency's role."""
    client = AgencyClient()
    if role in AGENCY_ROLES:
        client.force_login(MembershipFactory(agency=agency, role=Membership.Role(role)).user)
    elif role != "anonymous":
        factory = {
            "stranger": UserFactory,
            "reviewer": ReviewerFactory,
            "administrator": AdministratorFactory,
        }[role]
        client.force_login(factory())
    return client
