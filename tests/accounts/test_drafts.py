"""Long forms save themselves: whose draft it is, for which page, which of two tabs saved last, and when it goes."""

import json
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import actions, drafts
from accounts.models import Draft, KeptForm, User
from accounts.sealing import signature
from agencies.models import Membership
from common import retention
from partnerships.models import Partnership
from rehearsal.factories.accounts import PASSWORD, AdministratorFactory, ReviewerFactory
from rehearsal.factories.agencies import AgencyFactory, MembershipFactory
from rehearsal.factories.partnerships import PartnershipFactory
from rehearsal.factories.pledges import PledgeFactory
from rehearsal.factories.training import EquivalencyRequestFactory
from tests.clients import AgencyClient, agency_page_of, client_of, signed_in

pytestmark = pytest.mark.django_db
ADD = "partnerships/add/"
SAVE, DISCARD = "/account/draft/save/", "/account/draft/discard/"
WORDS = "They answer every third call with us, day & night <b>."
OFFERED = "Your draft is in the form"


class Tab:
    """A page with a form that saves itself, as one tab of a browser has it open."""

    def __init__(self, client: AgencyClient, path: str, name: str = "draft") -> None:
        self.client, self.path = client, path
        self.page = client.get(path).content.decode()
        self.token, self.seen = _hidden(self.page, "draft"), _hidden(self.page, "draft_seen")

    def save(self, **typed: str) -> Any:
        """Send what is typed as the script does, and remember the mark."""
        sent = {**typed, "draft": self.token, "draft_seen": self.seen}
        answer = self.client.post(SAVE, sent, headers={"accept": "application/json"})
        if answer.status_code == 200:
            self.seen = answer.json()["mark"]
        return answer

    def submit(self, **typed: str) -> Any:
        """Send the form itself."""
        return self.client.post(self.path, {**typed, "draft": self.token, "draft_seen": self.seen})

    def form(self) -> Any:
        """The form as a page opened now shows it."""
        return self.client.get(self.path).context["form"]


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', page)
    return unescape(found.group(1)) if found else ""


def test_a_draft_is_sealed_and_offered_in_the_form_until_it_is_saved() -> None:
    client, membership = signed_in()
    tab = Tab(client, ADD)
    assert (bool(tab.token), tab.seen, OFFERED in tab.page) == (True, "", False)

    answer = tab.save(organization="Fulton Behavioral Health", nature=WORDS, started_on="not yet")

    told = answer.json()
    assert (told["mark"], told["idle"] > 1700, told["longest"] > 43100) == (
        Draft.objects.get().mark,
        True,
        True,
    )
    row = Draft.objects.values_list("person", "page", "form").get()
    assert row == (membership.user_id, client.at(ADD), "form")
    assert WORDS.encode() not in bytes(Draft.objects.get().sealed)
    again = Tab(client, ADD)
    form = again.form()
    assert (OFFERED in again.page, again.seen) == (True, Draft.objects.get().mark)
    assert (form["nature"].value(), form["started_on"].value(), form.errors) == (WORDS, "not yet", {})

    saved = again.submit(organization="Fulton Behavioral Health", nature=WORDS, started_on="2024-03-01")
    assert (saved.status_code, Partnership.objects.get().nature) == (302, WORDS)
    assert (Draft.objects.count(), OFFERED in client.get(ADD).content.decode()) == (0, False)


def test_a_form_that_is_refused_keeps_its_draft_and_its_tab() -> None:
    client, _ = signed_in()
    tab = Tab(client, ADD)
    tab.save(nature=WORDS)
    refused = tab.submit(organization="", nature=WORDS).content.decode()
    assert (_hidden(refused, "draft"), _hidden(refused, "draft_seen")) == (tab.token, tab.seen)
    assert Draft.objects.count() == 1


def test_a_draft_is_offered_to_its_writer_alone_and_for_its_agency_alone() -> None:
    here, there = AgencyFactory.create(), AgencyFactory.create()
    writer = MembershipFactory.create(agency=here, role="lead").user
    MembershipFactory.create(agency=there, user=writer, role="lead")
    colleague = MembershipFactory.create(agency=here, role="lead").user
    Tab(client_of(writer), agency_page_of(here, ADD)).save(nature=WORDS)
    shown = {
        (person.pk, agency.pk): OFFERED in client_of(person).get(agency_page_of(agency, ADD)).content.decode()
        for person, agency in ((writer, here), (writer, there), (colleague, here))
    }
    assert shown == {(writer.pk, here.pk): True, (writer.pk, there.pk): False, (colleague.pk, here.pk): False}


def test_anothers_token_saves_and_discards_nothing() -> None:
    client, _ = signed_in()
    tab = Tab(client, ADD)
    tab.save(nature=WORDS)
    before = list(Draft.objects.values())
    other = client_of(MembershipFactory.create().user)
    sent = {"draft": tab.token, "draft_seen": tab.seen, "nature": "Theirs"}
    assert other.post(SAVE, sent).status_code == 404
    other.post(DISCARD, sent)
    for token in ("", "forged", tab.token[:-1]):
        assert client.post(SAVE, {**sent, "draft": token}).status_code == 404
    assert list(Draft.objects.values()) == before


def test_who_has_left_an_agency_saves_no_draft_for_it() -> None:
    client, membership = signed_in()
    tab = Tab(client, ADD)
    Membership.objects.filter(pk=membership.pk).delete()
    assert (tab.save(nature=WORDS).status_code, Draft.objects.count()) == (404, 0)


def test_of_two_tabs_the_later_says_so_and_writes_over_nothing_unasked() -> None:
    client, _ = signed_in()
    first, second = Tab(client, ADD), Tab(client, ADD)
    assert first.save(nature="One").status_code == 200
    refused = second.save(nature="Two")
    draft = Draft.objects.get()
    assert (refused.status_code, refused.json()) == (
        409,
        {"mark": draft.mark, "at": draft.saved_at.isoformat()},
    )
    assert first.form()["nature"].value() == "One"

    assert second.save(nature="Two", draft_over=refused.json()["mark"]).status_code == 200
    assert first.save(nature="One more").status_code == 409
    assert first.form()["nature"].value() == "Two"
    # What was seen in the meantime is no longer what is there.
    assert first.save(nature="One more", draft_over=refused.json()["mark"]).status_code == 409


def test_a_tab_whose_answer_was_lost_saves_on() -> None:
    client, _ = signed_in()
    tab = Tab(client, ADD)
    tab.save(nature="One")
    tab.seen = ""
    assert (tab.save(nature="Two").status_code, tab.form()["nature"].value()) == (200, "Two")


def test_saving_a_form_leaves_the_newer_draft_of_another_tab() -> None:
    client, _ = signed_in()
    first, second = Tab(client, ADD), Tab(client, ADD)
    second.save(nature="Typed in the second tab")
    assert first.submit(organization="Fulton Behavioral Health").status_code == 302
    assert second.form()["nature"].value() == "Typed in the second tab"


def test_a_draft_is_merged_with_what_others_saved_since_it_began() -> None:
    agency = AgencyFactory.create()
    row = PartnershipFactory.create(agency=agency, nature="Before")
    me = client_of(MembershipFactory.create(agency=agency, role="lead").user)
    other = client_of(MembershipFactory.create(agency=agency, role="lead", user__name="Alex Moreno").user)
    path = f"partnerships/{row.public_id}/"
    tab = Tab(me, path)
    typed = _sent(me.get(path).context["form"]) | {"nature": "Mine"}
    tab.save(**typed)
    theirs = _sent(other.get(path).context["form"])
    assert other.post(path, theirs | {"nature": "Theirs", "city": "Salem"}).status_code == 302

    reopened = Tab(me, path)
    assert "we ask about each value that was changed twice" in reopened.page
    form = reopened.form()
    assert (form["nature"].value(), form["version"].value()) == ("Mine", typed["version"])
    asked = reopened.submit(**_sent(form))
    assert asked.status_code == 409
    assert [(one.key, one.theirs, one.mine) for one in asked.context["form"].questions] == [
        ("nature", "Theirs", "Mine")
    ]
    assert asked.context["form"]["city"].value() == "Salem"


def _sent(form: Any) -> dict[str, str]:
    """What a browser sends of a form without files."""
    return {
        bound.html_name: str(bound.value() or "")
        for bound in form
        if not bound.field.widget.needs_multipart_form and bound.name not in {"services", "may_be_published"}
    }


def test_a_field_that_the_draft_does_not_have_is_as_it_is_saved() -> None:
    agency = AgencyFactory.create()
    row = PartnershipFactory.create(agency=agency, nature="Before", started_on="2024-03-01")
    tab = Tab(
        client_of(MembershipFactory.create(agency=agency, role="lead").user), f"partnerships/{row.public_id}/"
    )
    tab.save(nature="Mine", version="1")
    form = tab.form()
    assert (form["nature"].value(), form["started_on"].value()) == ("Mine", "2024-03-01")


def test_passwords_codes_files_and_large_forms_are_no_draft() -> None:
    client, _ = signed_in()
    tab = Tab(client, ADD)
    tab.save(nature=WORDS, new_password="hidden-word", code="123456", **{"mou-kept": "note"})
    (draft,) = Draft.objects.all()
    kept = dict(drafts.unseal(draft.sealed))
    assert kept == {"nature": WORDS}
    assert tab.save(nature="x" * 300_000).status_code == 404


def test_without_scripts_a_draft_is_saved_and_the_page_comes_back() -> None:
    client, _ = signed_in()
    tab = Tab(client, ADD)
    assert f'formaction="{SAVE}"' in tab.page
    answer = client.post(SAVE, {"nature": WORDS, "draft": tab.token, "draft_seen": ""})
    assert (answer.status_code, answer["Location"]) == (302, client.at(ADD))
    late = Tab(client, ADD)
    Tab(client, ADD).save(nature="Newer")
    sent = {"nature": "Older words", "draft": late.token, "draft_seen": late.seen}
    refused = client.post(SAVE, sent | {"typed_by": signature(Membership.objects.get().user)})
    assert (refused.status_code, "Older words" in refused.content.decode()) == (409, True)


def test_a_draft_can_be_discarded_and_the_form_is_as_it_is_saved() -> None:
    client, _ = signed_in()
    Tab(client, ADD).save(nature=WORDS)
    tab = Tab(client, ADD)
    answer = client.post(DISCARD, {"draft": tab.token})
    assert (answer["Location"], Draft.objects.count()) == (client.at(ADD), 0)
    assert OFFERED not in client.get(ADD).content.decode()


def test_old_drafts_go_and_so_do_those_of_a_closed_account() -> None:
    client, membership = signed_in()
    Tab(client, ADD).save(nature=WORDS)
    Draft.objects.update(saved_at=timezone.now() - drafts.KEPT_FOR)
    assert OFFERED not in client.get(ADD).content.decode()
    assert (retention.delete_expired(is_hourly=False)["accounts.drafts"], Draft.objects.count()) == (1, 0)
    Tab(client, ADD).save(nature=WORDS)
    Draft.objects.update(saved_at=timezone.now() - drafts.KEPT_FOR + timedelta(minutes=1))
    assert (retention.delete_expired(is_hourly=False)["accounts.drafts"], Draft.objects.count()) == (0, 1)
    actions.deactivate(user=membership.user, by=AdministratorFactory.create())
    assert Draft.objects.count() == 0


def test_one_person_keeps_the_newest_drafts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "MOST_DRAFTS", 3)
    person = MembershipFactory.create(role="lead")
    rows = [PartnershipFactory.create(agency=person.agency) for _ in range(5)]
    client = client_of(person.user)
    paths = [client.at(f"partnerships/{row.public_id}/") for row in rows]
    for path in paths:
        Tab(client, path).save(nature=WORDS)
    assert list(Draft.objects.order_by("pk").values_list("page", flat=True)) == paths[2:]


def test_a_draft_of_another_secret_key_is_no_draft(settings: Any) -> None:
    client, _ = signed_in()
    Tab(client, ADD).save(nature=WORDS)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert OFFERED not in client.get(ADD).content.decode()


def _sign_in(client: AgencyClient, user: User) -> None:
    assert client.post("/account/login/", {"login": user.email, "password": PASSWORD}).status_code == 302


def test_a_form_sent_after_its_session_ended_stands_in_the_form_after_signing_in() -> None:
    client, membership = signed_in()
    tab = Tab(client, ADD)
    tab.save(organization="Fulton Behavioral Health", nature="Half of it")
    client.logout()
    typed = {
        "organization": "Fulton Behavioral Health",
        "nature": WORDS,
        "typed_by": signature(membership.user),
    }
    refused = tab.submit(**typed)
    assert refused["Location"] == f"/account/login/?next={client.at(ADD)}"
    _sign_in(client, membership.user)
    again = Tab(client, ADD)
    assert "Look at it, then save." in again.page
    assert "Send the form now" not in again.page
    assert again.form()["nature"].value() == WORDS
    assert again.submit(organization="Fulton Behavioral Health", nature=WORDS).status_code == 302
    assert (Partnership.objects.get().nature, Draft.objects.count(), KeptForm.objects.count()) == (
        WORDS,
        0,
        0,
    )


def test_a_refused_form_does_not_write_over_the_newer_draft_of_another_tab() -> None:
    client, membership = signed_in()
    late = Tab(client, ADD)
    Tab(client, ADD).save(nature="Newer words")
    client.logout()
    late.submit(nature="Older words", typed_by=signature(membership.user))
    _sign_in(client, membership.user)
    page = client.get(ADD).content.decode()
    assert ("Newer words" in page, "Older words" in page, "Send the form now" in page) == (True, True, True)


def test_a_draft_of_a_completion_that_was_submitted_is_shown_for_copying() -> None:
    client, membership = signed_in()
    pledge = PledgeFactory.create(agency=membership.agency)
    Tab(client, "completion/").save(policy_statement=WORDS)
    pledge.state = "submitted"
    pledge.save()
    page = client.get("completion/").content.decode()
    assert ("You have a draft that was not saved" in page, "day &amp; night" in page) == (True, True)


def test_a_completion_that_was_submitted_meanwhile_refuses_with_the_words() -> None:
    client, membership = signed_in()
    pledge = PledgeFactory.create(agency=membership.agency)
    tab = Tab(client, "completion/")
    pledge.state = "submitted"
    pledge.save()
    refused = tab.submit(policy_statement=WORDS, typed_by=signature(membership.user))
    assert (refused.status_code, "day &amp; night" in refused.content.decode()) == (409, True)


def test_a_viewers_completion_is_refused_with_the_words() -> None:
    client, membership = signed_in(role="viewer")
    PledgeFactory.create(agency=membership.agency)
    sent = {"policy_statement": WORDS, "typed_by": signature(membership.user)}
    refused = client.post("completion/", sent)
    assert (refused.status_code, "day &amp; night" in refused.content.decode()) == (403, True)


@pytest.mark.parametrize("is_kept", [False, True])
def test_a_page_asks_one_statement_for_its_draft(is_kept: bool) -> None:
    client, _ = signed_in()
    if is_kept:
        Tab(client, ADD).save(nature=WORDS)
    with CaptureQueriesContext(connection) as asked:
        client.get(ADD)
    assert len([one for one in asked.captured_queries if "accounts_draft" in one["sql"]]) == 1


def test_the_session_says_how_long_it_lasts_and_whose_it_is() -> None:
    user = ReviewerFactory.create()
    client = client_of(MembershipFactory.create().user)
    told = json.loads(client.get("/account/session/").content)
    assert (told["idle"] in range(1700, 1801), told["longest"] in range(43100, 43201)) == (True, True)
    assert told["person"] != signature(user)
    assert len(told["token"]) == 64
    assert AgencyClient().get("/account/session/").status_code == 302


def test_a_decision_that_is_drafted_is_about_the_request_as_its_page_shows_it_now() -> None:
    found = EquivalencyRequestFactory.create()
    client = client_of(ReviewerFactory.create())
    path = f"/desk/equivalencies/{found.public_id}/"
    tab = Tab(client, path)
    tab.save(version=str(found.version), decision="decline", text=WORDS)
    found.version += 1
    found.save()
    again = Tab(client, path)
    assert "Read it again before you send." in again.page
    form = again.form()
    assert (form["text"].value(), form["decision"].value()) == (WORDS, "decline")
    assert form["version"].value() == str(found.version)
    sent = {"version": form["version"].value(), "decision": "decline", "text": WORDS}
    assert (again.submit(**sent).status_code, Draft.objects.count()) == (302, 0)


def test_a_draft_of_a_decision_that_was_taken_is_shown_for_copying() -> None:
    found = EquivalencyRequestFactory.create()
    client = client_of(ReviewerFactory.create())
    path = f"/desk/equivalencies/{found.public_id}/"
    Tab(client, path).save(text=WORDS)
    found.state = "declined"
    found.save()
    assert "day &amp; night" in client.get(path).content.decode()
