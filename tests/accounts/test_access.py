"""Who may open the pages of accounts, and what the IACP's staff must do before they reach anything of theirs."""

import pytest
from django.test import RequestFactory
from django.urls import reverse

from accounts.models import User
from accounts.permissions import ADMINISTRATOR, CONTENT_EDITOR, REVIEWER
from common.access import Guard
from common.problems import NotAllowed
from rehearsal.factories.accounts import AdministratorFactory, EditorFactory, ReviewerFactory, UserFactory
from rehearsal.factories.agencies import AgencyFactory
from tests.accounts.people import ROLES, client_of
from tests.clients import AgencyClient, agency_page_of

pytestmark = pytest.mark.django_db

# What a GET of the page answers, for each of ROLES:
# anonymous, stranger, viewer, editor, signatory, lead, reviewer, administrator.
PAGES = {
    "/account/home/": [302, 200, 302, 302, 302, 302, 302, 302],
    "/account/profile/": [302, 200, 200, 200, 200, 200, 200, 200],
    "/account/email/": [302, 200, 200, 200, 200, 200, 200, 200],
    "/account/2fa/": [302, 200, 200, 200, 200, 200, 200, 200],
    "/account/login/": [200, 302, 302, 302, 302, 302, 302, 302],
    "/account/password/reset/": [200, 200, 200, 200, 200, 200, 200, 200],
    "/admin/": [302, 403, 403, 403, 403, 403, 403, 200],
    "/admin/login/": [302, 403, 403, 403, 403, 403, 403, 302],
    "/admin/password_change/": [302, 302, 302, 302, 302, 302, 302, 302],
    "/admin/accounts/user/": [302, 403, 403, 403, 403, 403, 403, 200],
    "/admin/accounts/user/add/": [302, 403, 403, 403, 403, 403, 403, 200],
    "/admin/agencies/agency/": [302, 403, 403, 403, 403, 403, 403, 200],
    "/admin/agencies/invitation/": [302, 403, 403, 403, 403, 403, 403, 200],
    "/admin/audit/entry/": [302, 403, 403, 403, 403, 403, 403, 200],
    "/admin/audit/entry/add/": [302, 403, 403, 403, 403, 403, 403, 403],
    "/admin/audit/head/": [302, 403, 403, 403, 403, 403, 403, 200],
    "/admin/outbox/message/": [302, 403, 403, 403, 403, 403, 403, 200],
    "/admin/auth/group/": [404, 404, 404, 404, 404, 404, 404, 404],
    "/admin/mfa/authenticator/": [404, 404, 404, 404, 404, 404, 404, 404],
    "/admin/account/emailaddress/": [404, 404, 404, 404, 404, 404, 404, 404],
    "/admin/sessions/session/": [404, 404, 404, 404, 404, 404, 404, 404],
}


@pytest.mark.parametrize("path", PAGES)
def test_page(path: str) -> None:
    agency = AgencyFactory()
    assert [client_of(role, agency).get(path).status_code for role in ROLES] == PAGES[path]


HOMES = {
    "stranger": None,
    "viewer": "",
    "editor": "",
    "signatory": "",
    "lead": "",
    "reviewer": "/desk/",
    "administrator": "/desk/",
}


@pytest.mark.parametrize("role", HOMES)
def test_home_leads_to_ones_place_of_work(role: str) -> None:
    agency = AgencyFactory()
    response = client_of(role, agency).get(reverse("accounts:home"))
    home = HOMES[role]
    assert response.get("Location") == (agency_page_of(agency) if home == "" else home)


def test_a_stranger_is_told_what_to_do() -> None:
    text = client_of("stranger", AgencyFactory()).get(reverse("accounts:home")).content.decode()
    assert "You don&#x27;t act for an agency yet" in text or "You don't act for an agency yet" in text
    assert reverse("pledges:take") in text


@pytest.mark.parametrize(
    ("guard", "allowed"),
    [
        (REVIEWER, {"reviewer", "administrator"}),
        (CONTENT_EDITOR, {"content editor", "administrator"}),
        (ADMINISTRATOR, {"administrator"}),
    ],
)
def test_guards_let_pass(guard: Guard, allowed: set[str]) -> None:
    people = {
        "stranger": UserFactory(),
        "content editor": EditorFactory(),
        "reviewer": ReviewerFactory(),
        "administrator": AdministratorFactory(),
    }
    assert {role for role, person in people.items() if _passes(guard, person)} == allowed


def test_guards_keep_out_a_closed_account() -> None:
    assert not _passes(REVIEWER, ReviewerFactory(is_active=False))


def _passes(guard: Guard, person: User) -> bool:
    request = RequestFactory().get("/")
    request.user = person
    try:
        return guard.judge(request) is None
    except NotAllowed:
        return False


STAFF = [User.StaffRole.EDITOR, User.StaffRole.REVIEWER, User.StaffRole.ADMINISTRATOR]
CLOSED_TO_STAFF = [
    "/desk/",
    "/desk/completions/",
    "/account/home/",
    "/account/profile/",
    "/account/email/",
    "/admin/",
]
TO_SET_IT_UP = ["/account/2fa/", "/account/2fa/totp/activate/", "/account/logout/"]
PUBLIC = ["/", "/agencies/", "/faq/"]


@pytest.mark.parametrize("role", STAFF)
def test_staff_reach_nothing_of_theirs_before_the_second_step(role: str) -> None:
    client = AgencyClient()
    client.force_login(UserFactory(staff_role=role))
    answers = {page: client.get(page) for page in CLOSED_TO_STAFF}
    assert {page: answer.get("Location") for page, answer in answers.items()} == dict.fromkeys(
        CLOSED_TO_STAFF, "/account/2fa/totp/activate/"
    )
    assert client.post("/desk/completions/any/decide/").get("Location") == "/account/2fa/totp/activate/"


@pytest.mark.parametrize("role", STAFF)
def test_staff_reach_what_sets_it_up_and_what_everybody_sees(role: str) -> None:
    client = AgencyClient()
    client.force_login(UserFactory(staff_role=role))
    assert {page: client.get(page).status_code for page in PUBLIC} == dict.fromkeys(PUBLIC, 200)
    # The page that sets it up asks first to show that the address is one's own.
    reached = [client.get(page).get("Location", "") for page in TO_SET_IT_UP]
    assert reached == ["", "/account/second-step/", ""]


def test_a_superuser_without_a_role_needs_the_second_step_too() -> None:
    client = AgencyClient()
    client.force_login(UserFactory(is_superuser=True))
    assert client.get("/account/profile/").get("Location") == "/account/2fa/totp/activate/"


@pytest.mark.parametrize("role", STAFF)
def test_staff_with_the_second_step_are_let_in(role: str) -> None:
    client = AgencyClient()
    client.force_login(UserFactory(staff_role=role, second_step=True))
    assert client.get("/desk/").status_code == (403 if role == User.StaffRole.EDITOR else 200)


def test_a_content_editor_reaches_the_content_and_nothing_else() -> None:
    client = AgencyClient()
    client.force_login(EditorFactory())
    assert client.get("/account/home/")["Location"] == "/admin/"
    apps = client.get("/admin/").context["app_list"]
    assert [app["app_label"] for app in apps] == ["content"]
    names = {model["object_name"] for model in apps[0]["models"]}
    assert {"Post", "Comment", "Question", "Resource", "Statistic", "Disclaimer", "LinkCheck"} <= names
    assert not names & {"Subscriber", "Issue"}
    closed = [
        "/desk/",
        "/desk/requests/",
        "/desk/messages/",
        "/admin/accounts/user/",
        "/admin/audit/entry/",
    ]
    assert {page: client.get(page).status_code for page in closed} == dict.fromkeys(closed, 403)
    assert client.get("").status_code == 404


def test_the_first_look_can_do_without(settings: object) -> None:
    settings.STAFF_TWO_STEP_REQUIRED = False  # type: ignore[attr-defined]
    client = AgencyClient()
    client.force_login(UserFactory(staff_role=User.StaffRole.REVIEWER))
    assert client.get("/desk/").status_code == 200


def test_profile_changes_the_name_alone() -> None:
    user = UserFactory(name="Ana")
    before = dict(User.objects.filter(pk=user.pk).values().get())
    client = AgencyClient()
    client.force_login(user)
    sent = {field.name: "1" for field in User._meta.concrete_fields} | {
        "name": " Ana Diaz ",
        "staff_role": "administrator",
        "email": "x@example.org",
    }
    assert client.post("/account/profile/", sent).status_code == 302
    after = dict(User.objects.filter(pk=user.pk).values().get())
    assert {name for name in before if name != "last_login" and before[name] != after[name]} == {"name"}
    assert after["name"] == "Ana Diaz"


def test_profile_without_a_name_keeps_the_old_one() -> None:
    user = UserFactory(name="Ana")
    client = AgencyClient()
    client.force_login(user)
    response = client.post("/account/profile/", {"name": " "})
    assert response.status_code == 200
    assert response.context["form"].errors == {"name": ["Fill in this field."]}
    assert User.objects.get(pk=user.pk).name == "Ana"
