"""Who a verified agency is: a lead who tries to become someone else, a reviewer who decides, and what everyone then reads."""

import pytest
from django.core import mail

from accounts.permissions import Actor
from agencies import actions, queries
from agencies.models import Agency, FormerName, IdentityRequest, Membership
from audit.models import Entry
from common.addresses import reverse
from common.problems import Conflict, NotAllowed, Refused
from documents.queries import valid_certificates
from outbox.dispatch import deliver_due
from outbox.models import Message
from pledges import actions as pledges
from pledges.actions import Coordinator
from pledges.models import ANSWER_LINK, Pledge
from rehearsal.factories.accounts import ReviewerFactory, UserFactory
from rehearsal.factories.agencies import AgencyFactory, MembershipFactory, lead_of
from rehearsal.factories.directory import certified
from rehearsal.factories.pledges import PledgeFactory
from rehearsal.factories.reviews import waiting_completion
from tests.clients import AgencyClient, agency_page, client_of
from tests.security.tenant import routes

pytestmark = pytest.mark.django_db
OLD = {
    "name": "Plymouth Police Department",
    "kind": "municipal",
    "country": "US",
    "region": "US-MI",
    "city": "Plymouth",
    "ori": "MI8234500",
}
NEW = {
    "name": "Los Angeles Police Department",
    "kind": "county",
    "country": "CA",
    "region": "CA-ON",
    "city": "Los Angeles",
    "ori": "CA0194200",
}
FACES = (
    "/agencies/",
    "/feeds/certified.atom",
    "/feeds/certified.json",
    "/agencies.csv",
    "/agencies.json",
    "/api/v1/agencies",
)


@pytest.fixture
def agency() -> Agency:
    """A certified agency that the IACP verified under OLD."""
    found: Agency = certified(**OLD, verified_name=OLD["name"], sworn=44).agency
    return found


def identity_of(agency: Agency) -> dict[str, str]:
    return Agency.objects.values(*Agency.DECIDED).get(pk=agency.pk)


def asked(agency: Agency, **changes: str) -> IdentityRequest:
    return actions.request_identity(
        agency=agency, changes=changes or NEW, reason="A merger by ordinance 12.", by=lead_of(agency)
    )


def test_a_lead_becomes_no_one_else_by_any_form_or_address(agency: Agency) -> None:
    """Every address of an agency's page that takes a form is sent every field of an identity, under the names that forms use."""
    client, version = client_of(lead_of(agency)), agency.version
    names = [
        pattern for pattern in _addresses(agency) if "withdraw" not in pattern and "leave" not in pattern
    ]
    for prefix in ("", "agency-", "form-0-"):
        sent = {f"{prefix}{name}": value for name, value in NEW.items()}
        for path in names:
            client.post(
                path,
                {
                    **sent,
                    "version": version,
                    "verified_name": NEW["name"],
                    "decided_sworn": 9000,
                    "evidence_mode": "roster",
                },
            )
            version = Agency.objects.get(pk=agency.pk).version
    after = Agency.objects.get(pk=agency.pk)
    assert (identity_of(agency), after.verified_name, after.decided_sworn) == (OLD, OLD["name"], 44)
    for face in FACES:
        assert "Los Angeles" not in _read(face)


def _addresses(agency: Agency) -> list[str]:
    own = [route.name for route in routes() if route.is_of_agency and not route.parts]
    return [reverse(name, agency=agency.public_id) for name in own]


def _read(path: str) -> str:
    answer = AgencyClient().get(path)
    assert answer.status_code == 200, path
    return b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize("field", Agency.DECIDED)
def test_no_caller_changes_one_field_of_a_verified_agency(agency: Agency, field: str) -> None:
    for by in (lead_of(agency), Actor.COORDINATOR):
        with pytest.raises(Refused) as refused:
            actions.update_profile(agency=agency, version=agency.version, changes={field: NEW[field]}, by=by)
        assert refused.value.field == field
    assert identity_of(agency) == OLD


def test_before_verification_the_profile_changes_as_it_did() -> None:
    agency = AgencyFactory(**OLD)
    actions.update_profile(agency=agency, version=1, changes=NEW, by=lead_of(agency))
    assert identity_of(agency) == NEW


def test_profile_of_a_verified_agency_shows_who_it_is_and_offers_no_field_for_it(agency: Agency) -> None:
    page = client_of(lead_of(agency)).get("profile/").content.decode()
    assert [name for name in Agency.DECIDED if f'name="{name}"' in page] == []
    assert (OLD["name"] in page, agency_page("agencies:identity") in page) == (True, True)
    saved = client_of(lead_of(agency)).post(
        "profile/",
        {"version": agency.version, "evidence_mode": "roster", "phone": "555 0100", "head_name": "Jo"},
    )
    assert (saved.status_code, Agency.objects.get(pk=agency.pk).phone) == (302, "555 0100")


def test_a_coordinators_answer_does_not_rename_a_verified_agency_that_pledges_again() -> None:
    agency = AgencyFactory(**OLD, verified_name=OLD["name"])
    pledge = PledgeFactory(agency=agency, state="queried")
    with pytest.raises(Refused):
        pledges.answer(
            token=ANSWER_LINK.token(pledge.link_name),
            agency={"name": NEW["name"]},
            coordinator=Coordinator(name="Jo", email="jo@example.org"),
            text="Here.",
        )
    assert identity_of(agency) == OLD


def test_requesting_changes_nothing_tells_every_lead_and_signatory_and_is_on_the_trail(
    agency: Agency,
) -> None:
    signatory = MembershipFactory(agency=agency, role="signatory").user
    MembershipFactory(agency=agency, role="editor")
    lead = lead_of(agency)
    form = {**NEW, "kind": "municipal", "reason": "A merger by ordinance 12."}
    answer = client_of(lead).post(agency_page("agencies:identity"), form)
    assert answer.status_code == 302
    request = IdentityRequest.objects.get()
    assert (request.state, request.requested_by, request.reason) == (
        "waiting",
        lead,
        "A merger by ordinance 12.",
    )
    assert request.after == {name: value for name, value in NEW.items() if name != "kind"}
    assert request.before == {name: OLD[name] for name in request.after}
    assert identity_of(agency) == OLD
    told = Message.objects.filter(kind="agencies.identity_requested").values_list("payload", flat=True)
    assert {payload["user_id"] for payload in told} == {lead.pk, signatory.pk}
    entry = Entry.objects.get(verb="agencies.identity_requested")
    assert entry.details == {"fields": ["city", "country", "name", "ori", "region"]}
    for page in (agency_page("agencies:identity"), agency_page("agencies:profile")):
        assert "waits for the IACP" in client_of(lead).get(page).content.decode()


@pytest.mark.parametrize("role", ["editor", "viewer"])
def test_only_a_lead_or_a_signatory_requests(agency: Agency, role: str) -> None:
    by = MembershipFactory(agency=agency, role=role).user
    with pytest.raises(NotAllowed):
        actions.request_identity(agency=agency, changes=NEW, reason="Why.", by=by)
    assert client_of(by).post(agency_page("agencies:identity"), {**NEW, "reason": "Why."}).status_code == 403
    assert not IdentityRequest.objects.exists()


def test_a_request_needs_a_difference_a_reason_a_free_ori_and_no_other_that_waits(agency: Agency) -> None:
    AgencyFactory(ori="GA0440200")
    by = lead_of(agency)
    for changes, reason in (
        (OLD, "Why."),
        (NEW, " "),
        ({"ori": "GA0440200"}, "Why."),
        ({"name": "​"}, "Why."),
    ):
        with pytest.raises(Refused):
            actions.request_identity(agency=agency, changes=changes, reason=reason, by=by)
    with pytest.raises(TypeError):
        actions.request_identity(agency=agency, changes={"verified_name": "X"}, reason="Why.", by=by)
    with pytest.raises(Refused):
        actions.request_identity(agency=(new := AgencyFactory()), changes=NEW, reason="Why.", by=lead_of(new))
    actions.request_identity(agency=agency, changes=NEW, reason="Why.", by=by)
    with pytest.raises(Conflict):
        actions.request_identity(agency=agency, changes=NEW, reason="Why.", by=by)


def test_the_agency_withdraws_and_the_desk_is_told_so(agency: Agency) -> None:
    request, lead = asked(agency), lead_of(agency)
    assert client_of(lead).post(agency_page("agencies:identity_withdraw")).status_code == 302
    request.refresh_from_db()
    assert request.state == "withdrawn"
    for decide in (actions.approve_identity, actions.decline_identity):
        with pytest.raises(Conflict):
            decide(request=request, answer="No.", by=ReviewerFactory())
    assert identity_of(agency) == OLD


def test_desk_shows_old_beside_new_the_reason_and_what_public_it_touches(agency: Agency) -> None:
    request, reviewer = asked(agency), client_of(ReviewerFactory())
    AgencyFactory(name="Los Angeles Police Dept", country="CA", region="CA-ON")
    assert reverse("reviews:identity", args=[request.public_id]) in reviewer.get("/desk/").content.decode()
    page = reviewer.get(reverse("reviews:identity", args=[request.public_id]))
    html, found = page.content.decode(), page.context["page"]
    assert [(str(old), str(new)) for _label, old, new in found.rows] == [
        ("Plymouth Police Department", "Los Angeles Police Department"),
        ("City or town police", "County police"),
        ("United States", "Canada"),
        ("Michigan", "Ontario"),
        ("Plymouth", "Los Angeles"),
        ("MI8234500", "CA0194200"),
    ]
    assert [other.agency.name for other in found.alike] == ["Los Angeles Police Dept"]
    assert ("A merger by ordinance 12." in html, len(found.touches), len(found.certificates)) == (True, 4, 1)


def test_approving_at_the_desk_makes_it_public_and_keeps_the_former_name_everywhere(agency: Agency) -> None:
    request, lead = asked(agency), lead_of(agency)
    path = reverse("reviews:identity", args=[request.public_id])
    answer = client_of(ReviewerFactory()).post(path, {"decision": "approve", "answer": "Welcome."})
    assert answer.status_code == 302
    after = Agency.objects.get(pk=agency.pk)
    assert (identity_of(agency), after.verified_name) == (NEW, NEW["name"])
    assert queries.former_names(after) == (OLD["name"],)
    request.refresh_from_db()
    assert (request.state, request.answer) == ("approved", "Welcome.")
    code = certified_code(after)
    for face in (
        f"/agencies/{after.public_id}/{after.slug}/",
        *FACES[1:],
        f"/api/v1/agencies/{after.public_id}",
        f"/verify/{code}/",
    ):
        assert (OLD["name"] in _read(face), NEW["name"] in _read(face)) == (True, True), face
    assert NEW["name"] in _read("/agencies/?q=Plymouth+Police")
    desk = client_of(ReviewerFactory()).post("/desk/agencies/", {"q": "Plymouth"}, follow=True)
    assert NEW["name"] in desk.content.decode()
    deliver_due()
    mails = [message for message in mail.outbox if message.to == [lead.email]]
    assert any("approved" in message.subject and "Welcome." in str(message.body) for message in mails)


def certified_code(agency: Agency) -> str:
    return valid_certificates().get(agency=agency).code


def test_declining_needs_the_reason_and_changes_nothing(agency: Agency) -> None:
    request = asked(agency)
    reviewer, path = client_of(ReviewerFactory()), reverse("reviews:identity", args=[request.public_id])
    assert reviewer.post(path, {"decision": "decline", "answer": ""}).status_code == 422
    assert reviewer.post(path, {"decision": "decline", "answer": "Send the ordinance."}).status_code == 302
    request.refresh_from_db()
    assert (request.state, request.answer) == ("declined", "Send the ordinance.")
    assert (identity_of(agency), FormerName.objects.count()) == (OLD, 0)
    assert Message.objects.filter(kind="agencies.identity_declined").exists()


def test_a_decision_is_taken_once_and_only_on_what_was_shown(agency: Agency) -> None:
    request = asked(agency, name="Plymouth Township Police")
    actions.correct_identity(
        agency=agency,
        version=agency.version,
        changes={"name": "Plymouth Police Departement"},
        reason="A slip.",
        by=ReviewerFactory(),
    )
    with pytest.raises(Conflict):
        actions.approve_identity(request=request, by=ReviewerFactory())
    actions.decline_identity(request=request, answer="Send it again.", by=ReviewerFactory())
    with pytest.raises(Conflict):
        actions.decline_identity(request=request, answer="Twice.", by=ReviewerFactory())
    assert Agency.objects.get(pk=agency.pk).name == "Plymouth Police Departement"


def test_a_reviewer_with_a_tie_reads_why_and_decides_nothing(agency: Agency) -> None:
    request, reviewer = asked(agency), ReviewerFactory()
    MembershipFactory(agency=agency, user=reviewer, role="viewer")
    Membership.objects.filter(user=reviewer).delete()
    for decide in (actions.approve_identity, actions.decline_identity):
        with pytest.raises(NotAllowed):
            decide(request=request, answer="Yes.", by=reviewer)
    with pytest.raises(NotAllowed):
        actions.correct_identity(
            agency=agency, version=agency.version, changes={"city": "Plymoth"}, reason="Why.", by=reviewer
        )
    page = client_of(reviewer).get(reverse("reviews:identity", args=[request.public_id]))
    assert (page.context["page"].may_decide, "once belonged" in page.content.decode()) == (False, True)
    with pytest.raises(NotAllowed):
        actions.approve_identity(request=request, by=UserFactory())
    assert identity_of(agency) == OLD


def test_desk_corrects_a_spelling_with_a_reason_and_the_agency_is_told(agency: Agency) -> None:
    lead, reviewer = lead_of(agency), client_of(ReviewerFactory())
    path = reverse("reviews:correct", args=[agency.public_id])
    sent = {"name": "Plymouth Police Departments", "city": "Plymouth", "version": agency.version}
    assert reviewer.post(path, {**sent, "reason": ""}).status_code == 422
    assert reviewer.post(path, {**sent, "reason": "As on the letterhead."}).status_code == 302
    after = Agency.objects.get(pk=agency.pk)
    assert (after.name, after.verified_name) == ("Plymouth Police Departments",) * 2
    assert queries.former_names(after) == ()
    assert FormerName.objects.get().is_misspelling
    deliver_due()
    mails = [str(message.body) for message in mail.outbox if message.to == [lead.email]]
    assert sum("As on the letterhead." in body for body in mails) == 1


@pytest.mark.parametrize("changes", [{"name": NEW["name"]}, {"city": NEW["city"]}])
def test_another_name_is_no_correction(agency: Agency, changes: dict[str, str]) -> None:
    with pytest.raises(Refused):
        actions.correct_identity(
            agency=agency, version=agency.version, changes=changes, reason="Why.", by=ReviewerFactory()
        )
    with pytest.raises(TypeError):
        actions.correct_identity(
            agency=agency,
            version=agency.version,
            changes={"ori": NEW["ori"]},
            reason="Why.",
            by=ReviewerFactory(),
        )
    assert identity_of(agency) == OLD


def test_a_name_taken_up_again_is_former_no_more(agency: Agency) -> None:
    for name in ("Plymouth Township Police", OLD["name"]):
        actions.approve_identity(request=asked(agency, name=name), by=ReviewerFactory())
        agency.refresh_from_db()
    assert queries.former_names(agency) == ("Plymouth Township Police",)


def test_directory_says_the_number_of_sworn_officers_decided_on(agency: Agency) -> None:
    """44 officers were certified; a figure typed afterwards changes no size, list, file or filter."""
    lead = lead_of(agency)
    actions.update_profile(agency=agency, version=agency.version, changes={"sworn": 500}, by=lead)
    record = AgencyClient().get(f"/api/v1/agencies/{agency.public_id}").json()["agency"]
    assert record["size_from"] <= 44 <= record["size_to"]
    listed = AgencyClient().get("/api/v1/agencies?size=250-999").json()
    assert "250 to 999" not in _read(f"/agencies/{agency.public_id}/{agency.slug}/") + str(
        listed.get("agencies")
    )


def test_verifying_and_completing_decide_the_number_of_sworn_officers() -> None:
    pledge = PledgeFactory(state="confirmed", agency__sworn=31, agency__decided_sworn=None)
    pledges.verify(pledge=pledge, by=ReviewerFactory())
    assert Agency.objects.get(pk=pledge.agency_id).decided_sworn == 31
    completion = waiting_completion(decided_sworn=None)
    frozen = completion.report["sworn"]
    Agency.objects.filter(pk=completion.agency_id).update(sworn=900)
    pledges.complete(completion=completion, by=ReviewerFactory())
    assert Agency.objects.get(pk=completion.agency_id).decided_sworn == frozen


def test_a_reviewer_verifies_no_name_that_the_page_did_not_show() -> None:
    """The page was opened; then another reviewer asked, and the coordinator answered with another name."""
    pledge: Pledge = PledgeFactory(state="confirmed", agency__name="Springfield Police Department")
    reviewer = client_of(ReviewerFactory())
    path = reverse("reviews:intake_pledge", args=[pledge.public_id])
    shown = reviewer.get(path).context["pledge"].version
    pledge = pledges.query(pledge=pledge, question="Which Springfield?", by=ReviewerFactory())
    pledge = pledges.answer(
        token=ANSWER_LINK.token(pledge.link_name),
        agency={"name": NEW["name"]},
        coordinator=Coordinator(name="Jo", email="jo@example.org"),
        text="This one.",
    )
    for sent in ({"version": shown}, {}):
        answer = reviewer.post(reverse("reviews:verify", args=[pledge.public_id]), sent, follow=True)
        assert "after you opened this page" in answer.content.decode()
    pledge.refresh_from_db()
    assert (pledge.state, pledge.agency.verified_name) == ("confirmed", "")


def test_a_name_that_certificates_cannot_show_is_found_when_it_is_decided(agency: Agency) -> None:
    request = asked(agency, name="Musqueam ʔəm Police")
    with pytest.raises(Refused, match="U\\+0294 Latin letter glottal stop"):
        actions.approve_identity(request=request, by=ReviewerFactory())
    changes, by = {"name": f"{agency.name}ʔ"}, ReviewerFactory()
    with pytest.raises(Refused, match="U\\+0294"):
        actions.correct_identity(agency=agency, version=1, changes=changes, reason="So it is.", by=by)
    agency.refresh_from_db()
    assert "ʔ" not in agency.name
