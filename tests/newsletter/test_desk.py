"""The newsletter on the desk: who may, drafts that gather themselves, editing, looking, sending; the archive."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from audit.models import Entry
from campaign.newsletter.actions import issues as actions
from campaign.newsletter.actions import sending
from campaign.newsletter.chart import columns
from campaign.newsletter.models import Issue, IssueSection, Subscriber, SubscriberCount
from campaign.newsletter.queries import issues as queries
from campaign.newsletter.queries import subscribers as people
from campaign.newsletter.states import MACHINE, State, Transition
from campaign.newsletter.urls import urlpatterns
from common.problems import Conflict
from common.state_machine import TransitionRefused
from outbox.dispatch import deliver_due
from rehearsal.factories.accounts import AdministratorFactory
from rehearsal.factories.agencies import AgencyFactory
from rehearsal.factories.pledges import PledgeFactory
from tests.accounts.people import ROLES, client_of
from tests.content.pages import queries_of
from tests.newsletter.issues import (
    begin,
    confirm_path,
    deliver_everything,
    draft,
    leave_path,
    mailed,
    said,
    subscribed,
)

pytestmark = pytest.mark.django_db
EVERYBODY, NOT_SO = [200] * 8, [405] * 8
DESK, DESK_DOES, DESK_NOT_SO = ([302, *[403] * 6, code] for code in (200, 302, 405))
# What each route answers for each of ROLES to GET and POST:
# anonymous, stranger, viewer, editor, signatory, lead, reviewer, administrator.
TABLE: dict[str, tuple[list[int], list[int]]] = {
    "archive": (EVERYBODY, NOT_SO),
    "feed": (EVERYBODY, NOT_SO),
    "issue": (EVERYBODY, NOT_SO),
    "sign_up": (EVERYBODY, [302] * 8),
    "thanks": (EVERYBODY, NOT_SO),
    "confirm": (EVERYBODY, EVERYBODY),
    "leave": (EVERYBODY, EVERYBODY),
    "desk": (DESK, DESK_DOES),
    "desk_addresses": (DESK, DESK),
    "desk_issue": (DESK, DESK_DOES),
    "desk_web": (DESK, DESK_NOT_SO),
    "desk_email": (DESK, DESK_NOT_SO),
    "desk_text": (DESK, DESK_NOT_SO),
    "desk_send": (DESK, DESK_DOES),
    **{
        f"desk_{step}": (DESK_NOT_SO, DESK_DOES)
        for step in ("trial", "discard", "take_back", "pause", "resume", "stop", "retry")
    },
}


def administrator() -> Client:
    client = Client()
    client.force_login(AdministratorFactory())
    return client


def path_of(name: str, issue: Issue, reader: Subscriber) -> str:
    """The address of a route."""
    if name == "confirm":
        return confirm_path(reader)
    if name == "leave":
        return leave_path(reader)
    last = name.removeprefix("desk_")
    if name.startswith("desk"):
        middle = "" if name == "desk" else f"{issue.public_id}/"
        end = "" if last in {"desk", "issue"} else f"{last.replace('_', '-')}/"
        return "/desk/newsletter/addresses/" if last == "addresses" else f"/desk/newsletter/{middle}{end}"
    ends = {"archive": "", "feed": "feed.atom", "issue": "issues/1/", "sign_up": "sign-up/"}
    return f"/newsletter/{ends.get(last, last + '/')}"


def filled(issue: Issue, **changes: Any) -> dict[str, Any]:
    """A draft's form as the page sends it when nothing was changed."""
    values: dict[str, Any] = {
        "version": issue.version,
        "subject": issue.subject,
        "introduction": issue.introduction,
    }
    for part in issue.sections.all():
        values |= {f"section{part.pk}-heading": part.heading, f"section{part.pk}-text": part.text}
        if part.is_included:
            values[f"section{part.pk}-is_included"] = "on"
    return {**values, **changes}


def sent_issue() -> Issue:
    """An issue that has gone to one reader."""
    if not people.confirmed_count():
        subscribed("first@example.net")
    issue = begin(draft())
    deliver_everything()
    issue.refresh_from_db()
    return issue


def test_every_route_is_in_the_table() -> None:
    assert set(TABLE) == {pattern.name for pattern in urlpatterns}


@pytest.mark.parametrize("name", TABLE)
def test_route(name: str) -> None:
    reader = subscribed("first@example.net")
    sent_issue()
    agency, answers = AgencyFactory(), ([], [])  # type: tuple[Any, tuple[list[int], list[int]]]
    forms = {
        "sign_up": lambda role: said(email=f"{role}@example.net"),
        "desk_addresses": lambda role: {"email": "nobody@example.net"},
    }
    for role in ROLES:
        client = client_of(role, agency)
        issue = queries.draft() or draft()
        answers[0].append(client.get(path_of(name, issue, reader)).status_code)
        values = forms.get(name, lambda role: {})(role)
        if name == "desk_issue":
            values = filled(issue)
        if name == "desk_send":
            number = str(people.confirmed_count())
            values = {"version": str(issue.version), "typed": number, "when": "now"}
        answers[1].append(client.post(path_of(name, issue, reader), values).status_code)
    assert answers == TABLE[name]


@pytest.mark.parametrize("name", [name for name in TABLE if name.startswith("desk_")])
def test_an_issue_that_is_not_there(name: str) -> None:
    if name != "desk_addresses":
        path = path_of(name, Issue(public_id="a" * 26), Subscriber())
        client = administrator()
        assert {client.get(path).status_code, client.post(path).status_code} <= {404, 405}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("step", Transition)
def test_steps_and_states(state: State, step: Transition) -> None:
    allowed = {
        ("draft", "edit"): "draft",
        ("draft", "schedule"): "scheduled",
        ("draft", "start"): "sending",
        ("scheduled", "take_back"): "draft",
        ("scheduled", "start"): "sending",
        ("sending", "pause"): "paused",
        ("sending", "finish"): "sent",
        ("sending", "stop"): "stopped",
        ("paused", "resume"): "sending",
        ("paused", "stop"): "stopped",
        ("sent", "retry"): "sending",
    }
    if (state.value, step.value) in allowed:
        assert MACHINE.after(state, step).value == allowed[state.value, step.value]
    else:
        with pytest.raises(TransitionRefused):
            MACHINE.after(state, step)


def test_a_draft_gathers_what_is_new_since_the_last_issue() -> None:
    old, new = AgencyFactory(name="Oldtown Police"), AgencyFactory(name="Newtown [the] Police")
    PledgeFactory(agency=old, verified_at=timezone.now() - timedelta(days=20))
    first = sent_issue()
    assert "Oldtown Police" in first.sections.get(kind="pledges").text
    PledgeFactory(agency=new, verified_at=timezone.now())
    PledgeFactory(agency=AgencyFactory(name="Hidden", is_suspended=True), verified_at=timezone.now())
    PledgeFactory(agency=AgencyFactory(name="Waiting"), state="confirmed")
    second = actions.start_draft(by=AdministratorFactory())
    assert second.since == first.gathered_at
    (line,) = second.sections.get(kind="pledges").text.splitlines()
    place = rf"Newtown \[the\] Police, {new.place}"
    assert line == f"- [{place}](http://localhost:8000/agencies/{new.public_id}/{new.slug}/)"
    assert "- **2** agencies have taken the pledge" in second.sections.get(kind="figures").text
    assert "- **0** agencies are One Mind Certified" in second.sections.get(kind="figures").text
    assert second.sections.filter(kind="spotlight").count() == 1
    assert not second.sections.filter(kind="certified").exists()


def test_there_is_one_draft_at_a_time() -> None:
    client = administrator()
    for _press in range(2):
        client.post("/desk/newsletter/")
    assert Issue.objects.count() == 1
    assert Entry.objects.filter(verb="campaign.newsletter_started").count() == 1


def test_staff_edit_leave_out_and_move(client: Client) -> None:
    client, issue = administrator(), draft()
    path = f"/desk/newsletter/{issue.public_id}/"
    first, second = list(issue.sections.all())[:2]
    changes = {"subject": "New subject", f"section{second.pk}-text": "Changed", "step": f"up:{second.pk}"}
    values = filled(issue, **changes)
    del values[f"section{first.pk}-is_included"]
    assert client.post(path, values)["Location"] == f"{path}#section{second.pk}"
    issue = queries.issue(issue.public_id)
    assert [part.pk for part in issue.sections.all()][:2] == [second.pk, first.pk]
    page = queries.page_of(issue)
    assert (page.subject, page.parts[0].text) == ("New subject", "Changed")
    assert first.heading not in [part.heading for part in page.parts]
    client.post(path, filled(issue, step="add"))
    assert queries.issue(issue.public_id).sections.last().kind == "text"


def test_a_stale_draft_is_told_so_and_keeps_what_was_typed() -> None:
    client, issue = administrator(), draft()
    path = f"/desk/newsletter/{issue.public_id}/"
    assert client.post(path, filled(issue, subject="One")).status_code == 302
    answer = client.post(path, filled(issue, subject="Two"))
    assert (answer.status_code, "Two" in answer.content.decode()) == (409, True)
    assert Issue.objects.get().subject == "One"


def test_a_foreign_section_is_passed_over() -> None:
    sent = sent_issue()
    foreign = sent.sections.all()[0]
    issue = draft(subject="Next")
    staff = AdministratorFactory()
    said_of = [actions.SectionText(foreign.pk, "Changed", "Changed", False)]
    actions.edit(issue=issue, version=issue.version, subject="S", introduction="", sections=said_of, by=staff)
    assert IssueSection.objects.get(pk=foreign.pk).heading == foreign.heading


@pytest.mark.parametrize("state", ["sending", "paused", "stopped", "sent"])
def test_what_went_out_stays_as_it_is(state: str) -> None:
    subscribed()
    staff = AdministratorFactory()
    issue = begin(draft())
    if state == "sent":
        deliver_everything()
    elif state != "sending":
        {"paused": sending.pause, "stopped": sending.stop}[state](issue=issue, by=staff)
    issue.refresh_from_db()
    assert issue.state == state
    with pytest.raises(Conflict):
        actions.edit(issue=issue, version=issue.version, subject="X", introduction="", sections=[], by=staff)
    for change in (actions.discard, actions.add_section, actions.take_back):
        with pytest.raises(Conflict):
            change(issue=issue, by=staff)
    client = administrator()
    client.post(f"/desk/newsletter/{issue.public_id}/", filled(issue, subject="X"))
    assert Issue.objects.get().subject == "Winter news"


def test_the_send_page_asks_for_the_number_and_sends() -> None:
    subscribed()
    client, issue = administrator(), draft()
    path = f"/desk/newsletter/{issue.public_id}/send/"
    wrong = client.post(path, {"version": issue.version, "typed": 5, "when": "now"})
    assert (wrong.status_code, "Type “1” to confirm." in wrong.content.decode()) == (422, True)
    no_time = client.post(path, {"version": issue.version, "typed": 1, "when": "later", "at": ""})
    assert no_time.status_code == 422
    at = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    client.post(path, {"version": issue.version, "typed": 1, "when": "later", "at": at})
    issue.refresh_from_db()
    assert issue.state == "scheduled"
    client.post(f"/desk/newsletter/{issue.public_id}/take-back/")
    client.post(path, {"version": issue.version, "typed": 1, "when": "now"})
    page = client.get(f"/desk/newsletter/{issue.public_id}/").content.decode()
    assert "0 of 1" in page
    deliver_everything()
    assert mailed() == ["quinn.reader@example.net"]


def test_a_trial_goes_to_oneself_alone() -> None:
    subscribed()
    deliver_everything()
    mail.outbox.clear()
    staff, issue = AdministratorFactory(), draft()
    client = Client()
    client.force_login(staff)
    client.post(f"/desk/newsletter/{issue.public_id}/trial/")
    deliver_due()
    (message,) = mail.outbox
    assert (message.to, message.subject) == ([staff.email], "[Test] Winter news")
    assert "List-Unsubscribe" not in message.extra_headers
    assert people.confirmed_count() == 1


def test_the_previews_show_the_draft_and_the_e_mail_alone_may_style_itself() -> None:
    client, issue = administrator(), draft(introduction="Hello <b>you</b>")
    answers = {
        kind: client.get(f"/desk/newsletter/{issue.public_id}/{kind}/") for kind in ("web", "email", "text")
    }
    for kind, answer in answers.items():
        escaped = "Hello <b>you</b>" if kind == "text" else "Hello &lt;b&gt;you&lt;/b&gt;"
        assert escaped in answer.content.decode()
    assert "'unsafe-inline'" in answers["email"]["Content-Security-Policy"]
    assert "'unsafe-inline'" not in answers["web"]["Content-Security-Policy"]
    assert answers["text"]["Content-Type"].startswith("text/plain")


def test_the_archive_shows_what_went_out_and_no_draft() -> None:
    anybody = Client()
    assert "No issue yet" in anybody.get("/newsletter/").content.decode()
    sent_issue()
    draft(subject="Secret draft")
    page = anybody.get("/newsletter/").content.decode()
    assert ("Winter news" in page, "Secret draft" in page) == (True, False)
    assert '<link rel="canonical" href="http://localhost:8000/newsletter/issues/1/">' in (
        anybody.get("/newsletter/issues/1/").content.decode()
    )
    assert anybody.get("/newsletter/issues/2/").status_code == 404
    feed = anybody.get("/newsletter/feed.atom")
    assert feed["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert b"http://localhost:8000/newsletter/issues/1/" in feed.content
    assert "sessionid" not in anybody.cookies


def test_the_lists_take_as_many_statements_for_one_issue_as_for_three() -> None:
    client = administrator()
    sent_issue()

    def statements() -> list[int]:
        # Twice, because now and then a request also writes down when someone was seen last.
        paths = {"/newsletter/": Client(), "/desk/newsletter/": client}
        return [min(queries_of(path, who), queries_of(path, who)) for path, who in paths.items()]

    before = statements()
    sent_issue()
    sent_issue()
    assert statements() == before


def test_the_picture_has_a_column_a_month() -> None:
    today = timezone.localdate()
    subscribed()
    SubscriberCount.objects.create(day=today - timedelta(days=70), confirmed=3)
    SubscriberCount.objects.create(day=today - timedelta(days=40), confirmed=4)
    found = columns(people.counts())
    assert [column.count for column in found] == [3, 4, 1]
    assert [column.height for column in found] == ["75.00%", "100.00%", "25.00%"]
    assert columns([(today, 5)]) == ()
