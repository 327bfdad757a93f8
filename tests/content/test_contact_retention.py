"""How to reach senders is purged, and nothing else."""

from datetime import timedelta

import pytest
from django.db.models import Model
from django.utils import timezone

from audit.models import Entry
from campaign.content.models import ClassListing, Nomination, Supporter
from common.retention import delete_expired

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)


def sent(model: type[Model], age: timedelta, **fields: object) -> Model:
    """A row that came so long ago."""
    row = model._default_manager.create(**fields)
    model._default_manager.filter(pk=row.pk).update(created_at=timezone.now() - age)
    return row


@pytest.mark.parametrize(("age", "left"), [(YEAR + timedelta(days=1), ""), (YEAR - timedelta(days=1), "x")])
def test_contacts_are_purged_after_a_year(age: timedelta, left: str) -> None:
    today = timezone.localdate()
    sent(Nomination, age, nominee="Denver", summary="Work", contact="x", nominee_contact="x", form_key="n")
    whose = {"name": "Hope", "city": "Macon", "state": "GA", "contact_name": "x", "contact_email": "x"}
    sent(Supporter, age, **whose, reason="x", form_key="s")
    sent(Supporter, age, **whose, reason="x", form_key="p", is_published=True)
    sent(
        ClassListing,
        age,
        course="cit",
        title="CIT",
        provider="PD",
        region="US-GA",
        starts_on=today - age,
        ends_on=today - age,
        url="https://example.org/",
        sent_by="x",
    )
    forgotten = 0 if left else 3
    assert [delete_expired(is_hourly=False)["content.contacts"] for _time in range(2)] == [forgotten, 0]
    assert Entry.objects.filter(verb="campaign.sender_emptied", actor_ref=None).count() == forgotten
    assert Nomination.objects.values_list("nominee", "summary", "contact", "nominee_contact").get() == (
        "Denver",
        "Work",
        left,
        left,
    )
    kept = Supporter.objects.filter(name="Hope").values_list("contact_name", "contact_email", "reason")
    assert list(kept.order_by("is_published")) == [(left, left, left), ("x", "x", "x")]
    assert ClassListing.objects.values_list("title", "sent_by").get() == ("CIT", left)
