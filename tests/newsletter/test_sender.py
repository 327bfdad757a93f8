"""The sender's postal address, without which no issue goes out; and what the archive says an issue is about."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from campaign.newsletter.actions import issues as actions
from campaign.newsletter.actions import sending
from campaign.newsletter.models import Issue, PostalAddress
from campaign.newsletter.queries import issues as queries
from common.problems import Refused
from rehearsal.factories.accounts import AdministratorFactory, EditorFactory, ReviewerFactory
from tests.newsletter.issues import SENDER, begin, deliver_everything, draft, mailed, subscribed

pytestmark = pytest.mark.django_db
ADD, CHANGE = "/admin/newsletter/postaladdress/add/", "/admin/newsletter/postaladdress/1/change/"


def signed_in(factory: type = AdministratorFactory) -> Client:
    client = Client()
    client.force_login(factory())
    return client


def without_address() -> Issue:
    """A draft that lacks nothing but the address."""
    subscribed()
    deliver_everything()
    mail.outbox.clear()
    issue = draft()
    PostalAddress.objects.all().delete()
    return issue


def test_the_address_stands_in_both_parts_of_each_e_mail() -> None:
    subscribed()
    begin(draft())
    deliver_everything()
    (message,) = [each for each in mail.outbox if each.subject == "Winter news"]
    html = str(message.alternatives[0][0])  # type: ignore[attr-defined]
    assert "\n".join(SENDER) in str(message.body)
    assert "<br>".join(SENDER) in html


def test_nothing_is_sent_or_scheduled_without_an_address() -> None:
    issue, staff = without_address(), AdministratorFactory()
    with pytest.raises(Refused, match="postal address"):
        begin(issue)
    at = timezone.now() + timedelta(days=1)
    with pytest.raises(Refused, match="postal address"):
        actions.schedule(issue=issue, version=issue.version, at=at, expected=1, by=staff)
    page = f"/desk/newsletter/{issue.public_id}/send/"
    client = signed_in()
    shown = client.get(page).content.decode()
    assert (ADD in shown, 'name="typed"' in shown) == (True, False)
    client.post(page, {"version": issue.version, "typed": 1, "when": "now"})
    issue.refresh_from_db()
    assert (issue.state, mailed()) == ("draft", [])


def test_staff_give_the_address_and_then_it_goes_out() -> None:
    issue, client = without_address(), signed_in()
    assert client.post(ADD, {"text": "The Campaign\r\n1 Example Street"}).status_code == 302
    page = client.get(f"/desk/newsletter/{issue.public_id}/send/").content.decode()
    assert ("The Campaign · 1 Example Street" in page, CHANGE in page) == (True, True)
    assert client.get(ADD).status_code == 403
    assert client.post(CHANGE, {"text": " "}).status_code == 200
    assert client.post("/admin/newsletter/postaladdress/1/delete/").status_code == 403
    assert queries.postal_address() == ("The Campaign", "1 Example Street")
    begin(issue)
    deliver_everything()
    assert mailed() == ["quinn.reader@example.net"]


@pytest.mark.parametrize("factory", [ReviewerFactory, EditorFactory])
def test_others_do_not_touch_the_address(factory: type) -> None:
    draft()
    client = signed_in(factory)
    assert {client.get(path).status_code for path in (ADD, CHANGE)} <= {302, 403}
    client.post(CHANGE, {"text": "Elsewhere"})
    assert queries.postal_address() == SENDER


def test_what_was_scheduled_waits_for_the_address() -> None:
    issue, staff = without_address(), AdministratorFactory()
    address = PostalAddress.objects.create(pk=1, text="The Campaign")
    at = timezone.now() + timedelta(hours=1)
    actions.schedule(issue=issue, version=issue.version, at=at, expected=1, by=staff)
    address.delete()
    later = at + timedelta(minutes=1)
    assert sending.start_due(now=later) == 0
    assert ADD in signed_in().get(f"/desk/newsletter/{issue.public_id}/").content.decode()
    PostalAddress.objects.create(pk=1, text="The Campaign")
    assert sending.start_due(now=later) == 1


@pytest.mark.parametrize(
    ("introduction", "summary"),
    [
        ("Dear readers,\n\nTwo towns share a clinician.\n\nMore.", "Two towns share a clinician."),
        ("Two towns share a clinician.", "Two towns share a clinician."),
        ("In this issue:\n- towns\n- classes\n\nThe rest.", "The rest."),
        ("Dear readers,", "The campaign today · In the spotlight"),
        ("", "The campaign today · In the spotlight"),
        ("word " * 80, ("word " * 55) + "word…"),
    ],
)
def test_the_archive_says_what_is_in_an_issue(introduction: str, summary: str) -> None:
    subscribed()
    issue = draft(introduction=introduction)
    issue.sections.exclude(kind__in=["figures", "spotlight"]).delete()
    begin(issue)
    (sent,) = queries.sent_issues()
    assert sent.summary == summary
    assert sent.summary in Client().get("/newsletter/").content.decode()
