"""The agency's profile form: what it takes, what it keeps, and what happens when someone saved first."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from agencies import actions
from agencies.forms import ProfileForm, region_choices
from agencies.models import Agency, Membership
from rehearsal.factories.agencies import AgencyFactory, MembershipFactory, lead_of
from tests.clients import AgencyClient

pytestmark = pytest.mark.django_db
PATH = "profile/"
SOON = str(timezone.localdate() + timedelta(days=30))


@pytest.fixture
def member() -> Membership:
    """A lead, whose client is ``signed_in``."""
    return MembershipFactory()


@pytest.fixture
def signed_in(member: Membership) -> Client:
    """Signed in as ``member``."""
    client = AgencyClient()
    client.force_login(member.user)
    return client


def sent(agency: Agency, **changed: Any) -> dict[str, Any]:
    """What the form sends when it is opened and only ``changed`` is typed again."""
    form = ProfileForm(instance=agency)
    values = {name: form[name].value() for name in form.fields}
    values["headcount_on"] = values["headcount_on"].isoformat()
    return {name: value for name, value in values.items() if value not in {None, False}} | changed


def test_saving_what_was_opened_changes_nothing(signed_in: Client, member: Membership) -> None:
    before = Agency.objects.values().get()
    assert signed_in.post(PATH, sent(member.agency)).status_code == 302
    assert Agency.objects.values().get() == before


def test_saving_changes_every_field_that_was_typed(signed_in: Client, member: Membership) -> None:
    typed = {
        "name": "Toronto Police Service",
        "kind": "other",
        "country": "CA",
        "region": "CA-ON",
        "city": "Toronto",
        "ori": "on1234567",
        "website": "tps.example",
        "address": "40 College Street\r\nToronto",
        "phone": "+1 416 555 0100",
        "head_name": "Robin Marsh",
        "head_title": "Chief",
        "sworn": "5000",
        "non_sworn": "2500",
        "headcount_on": "2026-01-31",
    }
    assert signed_in.post(PATH, sent(member.agency, **typed)).status_code == 302
    saved = Agency.objects.get()
    expected = typed | {
        "ori": "ON1234567",
        "website": "https://tps.example",
        "address": "40 College Street\nToronto",
    }
    assert {name: str(getattr(saved, name)) for name in expected} == expected
    assert saved.version == 2


def test_forged_fields_change_nothing_else(signed_in: Client, member: Membership) -> None:
    other = AgencyFactory()
    forged = {
        "is_suspended": "on",
        "public_id": "x",
        "id": str(other.pk),
        "created_at": "2000-01-01",
        "slug": "x",
    }
    before = dict(Agency.objects.values().get(pk=member.agency_id))
    signed_in.post(PATH, sent(member.agency, name="New", **forged))
    after = dict(Agency.objects.values().get(pk=member.agency_id))
    assert {name for name in before if before[name] != after[name]} == {
        "name",
        "searched",
        "version",
        "updated_at",
    }


@pytest.mark.parametrize(
    ("changed", "field", "message"),
    [
        ({"name": ""}, "name", "Fill in this field."),
        ({"name": "x" * 161}, "name", "Write at most 160 characters. This has 161."),
        ({"ori": "GA044"}, "ori", "An ORI has nine characters: two letters, then seven letters or digits"),
        ({"region": ""}, "region", "Choose the state or province."),
        ({"region": "CA-ON"}, "region", "This state or province isn't in the country that you chose."),
        ({"region": "US-ZZ"}, "region", "“US-ZZ” isn't among the options."),
        ({"country": "ZZ"}, "country", "“ZZ” isn't among the options."),
        ({"country": "CA"}, "region", "This state or province isn't in the country that you chose."),
        ({"sworn": "0"}, "sworn", "Write 1 or more."),
        ({"sworn": "-1"}, "sworn", "Write 1 or more."),
        ({"sworn": "1e9"}, "sworn", "Write a whole number in digits, such as 40."),
        ({"sworn": "100001"}, "sworn", "Write 100000 or less."),
        ({"headcount_on": SOON}, "headcount_on", "This day is in the future."),
        ({"headcount_on": ""}, "headcount_on", "Say when the officers were counted."),
        (
            {"headcount_on": "2026-02-30"},
            "headcount_on",
            "Write a real date as month/day/year, such as 11/22/2026.",
        ),
        ({"kind": "navy"}, "kind", "“navy” isn't among the options."),
        (
            {"website": "javascript:alert(1)"},
            "website",
            "Write the whole web address, such as https://www.example.org.",
        ),
        ({"name": "A\x00B"}, "name", "The text has an invisible character. Type it again."),
    ],
)
def test_a_mistake_is_said_beside_its_field_and_what_was_typed_stays(
    signed_in: Client, member: Membership, changed: dict[str, str], field: str, message: str
) -> None:
    before = Agency.objects.values().get()
    response = signed_in.post(PATH, sent(member.agency, city="Typed City", **changed))
    form = response.context["form"]
    assert response.status_code == 422
    assert list(form.errors) == [field]
    assert str(form.errors[field][0]).startswith(message)
    assert form["city"].value() == "Typed City"
    assert Agency.objects.values().get() == before
    # The frame still shows what is saved.
    assert response.wsgi_request.agency.name == before["name"]  # type: ignore[attr-defined]


def test_another_agencys_ori_is_refused_beside_its_field(signed_in: Client, member: Membership) -> None:
    AgencyFactory(ori="GA0440200")
    response = signed_in.post(PATH, sent(member.agency, ori="ga0440200", city="Typed City"))
    form = response.context["form"]
    assert (response.status_code, form["city"].value()) == (422, "Typed City")
    assert "already registered" in str(form.errors)


def test_a_form_that_somebody_overtook_says_who_and_keeps_what_was_typed(
    signed_in: Client, member: Membership
) -> None:
    Agency.objects.update(address="1 Main Street\nSpringfield")
    member.agency.refresh_from_db()
    opened = sent(member.agency, address="1 Main Street\r\nSpringfield")
    ana = lead_of(member.agency, name="Ana Diaz")
    actions.update_profile(
        agency=member.agency, version=1, changes={"city": "Ana's City", "sworn": 50}, by=ana
    )
    response = signed_in.post(PATH, opened | {"city": "My City", "head_name": "My Chief"})
    text = response.content.decode()
    assert response.status_code == 409
    assert "Ana Diaz saved a change since" in text
    form = response.context["form"]
    assert (form["city"].value(), form["sworn"].value(), form.taken) == ("My City", "50", ["Sworn officers"])
    assert [(one.label, one.theirs, one.mine) for one in form.questions] == [
        ("City", "Ana's City", "My City")
    ]
    saved = Agency.objects.get()
    assert (saved.city, saved.head_name, saved.sworn, saved.version) == ("Ana's City", "Jordan Ellis", 50, 2)
    # Saving what the page now holds is a choice made knowingly.
    assert form["version"].value() == "2"
    carried = {name: form[name].value() for name in form.CARRIED}
    answer = {"city": "My City", "head_name": "My Chief", "sworn": "50", "city-keep": "mine"}
    assert signed_in.post(PATH, opened | carried | answer).status_code == 302
    saved = Agency.objects.get()
    assert (saved.city, saved.head_name, saved.sworn) == ("My City", "My Chief", 50)


@pytest.mark.parametrize("version", ["", "x", "99"])
def test_a_form_without_a_version_that_was_shown_is_asked_about(
    signed_in: Client, member: Membership, version: str
) -> None:
    before = Agency.objects.values().get()
    response = signed_in.post(PATH, sent(member.agency, city="Typed City", version=version))
    assert [one.label for one in response.context["form"].questions] == ["City"]
    assert (response.status_code, Agency.objects.values().get()) == (409, before)


def test_names_are_removed_on_a_page_of_its_own_and_kept_again_here(
    signed_in: Client, member: Membership
) -> None:
    assert signed_in.post(PATH, sent(member.agency, pseudonymous="on")).status_code == 302
    assert Agency.objects.get().pseudonymous is False
    Agency.objects.update(pseudonymous=True)
    said = sent(Agency.objects.get())
    del said["pseudonymous"]
    assert signed_in.post(PATH, said).status_code == 302
    assert Agency.objects.get().pseudonymous is False


def test_a_hundred_stale_forms_overwrite_nothing(signed_in: Client, member: Membership) -> None:
    opened = sent(member.agency)
    actions.update_profile(
        agency=member.agency, version=1, changes={"city": "Kept"}, by=lead_of(member.agency)
    )
    before = Agency.objects.values().get()
    answers = {
        signed_in.post(PATH, opened | {"city": f"City {n}", "name": f"Name {n}"}).status_code
        for n in range(100)
    }
    assert answers == {409}
    assert Agency.objects.values().get() == before


@pytest.mark.parametrize("role", ["viewer", "editor", "signatory"])
def test_all_but_leads_read_a_list_without_a_form_that_says_whom_to_ask(role: str) -> None:
    reader = MembershipFactory(role=role, agency__website="https://pd.example.org")
    lead_of(reader.agency, name="Alex Moreno")
    client = AgencyClient()
    client.force_login(reader.user)
    before = Agency.objects.values().get()
    refused = client.post(PATH, sent(reader.agency, city="Elsewhere"))
    assert (refused.status_code, "Ask Alex Moreno." in refused.content.decode()) == (403, True)
    assert Agency.objects.values().get() == before
    response = client.get(PATH)
    assert "Only a lead of the agency can do this. Ask Alex Moreno." in response.content.decode()
    assert response.context["form"] is None
    text = response.content.decode()
    assert "Springfield, Georgia" in text
    assert 'name="city"' not in text


def test_regions_of_another_country_can_be_chosen_once_it_is() -> None:
    groups = [str(label) for label, _ in region_choices("GB")]
    assert groups == ["", "United States", "Canada", "United Kingdom"]
    assert [str(label) for label, _ in region_choices("GI")] == ["", "United States", "Canada"]


@pytest.mark.parametrize(
    ("query", "first", "count"),
    [
        ("?country=CA", "Alberta", 14),
        ("?country=GB", "England", 5),
        ("?country=GI", None, 1),
        ("?country=%3Cscript%3E", None, 1),
        ("", None, 1),
    ],
)
def test_regions_as_options(query: str, first: str | None, count: int) -> None:
    text = AgencyClient().get(f"/regions/{query}").content.decode()
    assert text.count("<option") == count
    assert first is None or f">{first}</option>" in text
    assert "script" not in text


@pytest.mark.parametrize("typed", ["OH-0510300", "oh 0510300", "oh.051.0300", "OH0510300", "ＯＨ0510300"])
def test_an_ori_is_taken_however_it_is_typed(typed: str) -> None:
    agency = AgencyFactory(ori="", region="US-OH")
    form = ProfileForm(sent(agency, ori=typed), instance=agency)
    assert form.is_valid(), form.errors
    assert form.changes()["ori"] == "OH0510300"


@pytest.mark.parametrize("typed", ["OH051030", "OH05103000", "510300", "OH-05103OO!"])
def test_what_is_no_ori_is_refused(typed: str) -> None:
    agency = AgencyFactory(ori="", region="US-OH")
    assert list(ProfileForm(sent(agency, ori=typed), instance=agency).errors) == ["ori"]
