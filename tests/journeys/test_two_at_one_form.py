"""Two people at one form: the table of all forms about a saved row, and what becomes of what each of them changed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from accounts.models import User
from agencies.queries import letterhead
from campaign.content.admin.editing import ContentAdmin
from common.forms.merging import MergedForm, MomentForm
from common.forms.values import as_sent, is_file
from rehearsal.factories.accounts import AdministratorFactory, ReviewerFactory
from rehearsal.factories.agencies import MembershipFactory
from rehearsal.factories.campaign import PostFactory
from rehearsal.factories.training import SessionFactory
from tests.clients import client_of
from tests.documents.test_letterhead import picture
from tests.newsletter.issues import draft
from tests.security.tenant import Tenant
from training.actions.courses import ask

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Case:
    """A form's page, two people who may save it, a field that each changes, and what the form asks for again each time."""

    open: Callable[[], tuple[str, User, User]]
    theirs: tuple[str, str]
    mine: tuple[str, str]
    anew: dict[str, str] = field(default_factory=dict)


def of_agency(name: str, *parts: str) -> Callable[[], tuple[str, User, User]]:
    """A page of an agency with one of everything, and two who lead it."""

    def opened() -> tuple[str, User, User]:
        tenant = Tenant()
        SessionFactory(offering=tenant.offering)
        tenant.offering.records.all().delete()
        tenant.question.topics = {"suicide_prevention": "Unit 1"}
        tenant.question.save()
        other = MembershipFactory(agency=tenant.agency, role="lead", user__name="Alex Moreno")
        of = [
            getattr(getattr(tenant, thing), "public_id" if kind == "id" else "pk")
            for thing, kind in _pairs(parts)
        ]
        return tenant.at(name, of), other.user, tenant.lead.user

    return opened


def _pairs(parts: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(part.partition(".")[0], part.partition(".")[2]) for part in parts]


def newsletter() -> tuple[str, User, User]:
    """A draft, and two who write it."""
    one, other = AdministratorFactory(name="Alex Moreno"), AdministratorFactory()
    return reverse("newsletter:desk_issue", args=[draft(one).public_id]), one, other


def correction() -> tuple[str, User, User]:
    """A verified agency whose spelling is corrected, and two reviewers."""
    tenant = Tenant()
    tenant.agency.name = tenant.agency.verified_name = "Riverbend Police Department"
    tenant.agency.save()
    address = reverse("reviews:correct", args=[tenant.agency.public_id])
    return address, ReviewerFactory(name="Alex Moreno"), ReviewerFactory()


def post() -> tuple[str, User, User]:
    """A page of news in the admin, and two who write it."""
    row = PostFactory(title="Before", teaser="Before")
    return (
        reverse("admin:content_post_change", args=[row.pk]),
        AdministratorFactory(name="Alex Moreno"),
        AdministratorFactory(),
    )


REASON = {"reason": "A slip of the pen."}
CASES = {
    "ProfileForm": Case(of_agency("agencies:profile"), ("phone", "555-0100"), ("website", "https://pd.example.org/")),
    "SpellingForm": Case(correction, ("city", "Springfeld"), ("name", "Riverbend Police Departmant"), REASON),
    "PartnershipForm": Case(
        of_agency("partnerships:edit", "partnership.id"), ("city", "Salem"), ("nature", "They ride along.")
    ),
    "PolicyForm": Case(
        of_agency("policies:edit", "policy.id"), ("number", "GO 12"), ("adopted_by", "Sam Ortiz")
    ),
    "OfficerForm": Case(
        of_agency("training:officer_edit", "officer.pk"), ("rank", "Sergeant"), ("hired_on", "2016-02-01")
    ),
    "RecordForm": Case(
        of_agency("training:record_edit", "record.pk"), ("certificate_number", "C-1"), ("expires_on", "2029-01-01")
    ),
    "OfferingForm": Case(
        of_agency("training:offering_edit", "offering.pk"), ("place", "Academy"), ("seats", "31")
    ),
    "RequestForm": Case(
        of_agency("training:equivalency_answer", "question.id"),
        ("explanation", "Taught since 2020."),
        ("topic-de_escalation", "Unit 4"),
    ),
    "CompletionForm": Case(
        of_agency("pledges:completion"), ("signatory_title", "Sheriff"), ("policy_statement", "All officers know it.")
    ),
    "IssueForm": Case(newsletter, ("introduction", "Dear all,"), ("subject", "Spring news")),
    "ContentForm": Case(post, ("teaser", "What Alex wrote"), ("title", "What I wrote")),
}  # fmt: skip
# Each with a test of its own: there is nothing in them that two people could change apart from one another.
OF_THEIR_OWN = {"RevisionForm", "MemorandumForm", "LetterheadForm", "NoteForm"}
# What is decided on a version that was read isn't merged: a stale one is refused, and read again.
DECIDED = {
    "DecisionForm": "an equivalency",
    "SubmitForm": "a completion's last look",
    "SendForm": "an issue that goes out",
    "ApplyForm": "the agencies of a register that come in",
}


def sent(form: forms.BaseForm, changes: dict[str, str]) -> QueryDict:
    """What a browser sends of a form as it is shown, with these fields typed."""
    data = QueryDict(mutable=True)
    for bound in form:
        if not is_file(bound.field):
            data.setlist(bound.html_name, as_sent(bound.field, bound.value()))
    for name, value in changes.items():
        data[name] = value
    return data


def form_on(answer: Any) -> Any:
    """The form of a page."""
    context = answer.context
    return context["adminform"].form if "adminform" in context else context["form"]


class Two:
    """A form that two people have open: the other, who saves first, and I."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.address, other, me = case.open()
        self.other, self.me = client_of(other), client_of(me)
        self.opened = form_on(self.me.get(self.address))
        assert isinstance(self.opened, MergedForm)

    def other_saves(self, **changes: str) -> None:
        """The other opens the page, too, and saves."""
        form = form_on(self.other.get(self.address))
        self.post(self.other, sent(form, self.case.anew | changes))

    def i_save(self, changes: dict[str, str], form: Any = None) -> Any:
        """I send what I have, and come to what follows."""
        data = sent(form or self.opened, self.case.anew | changes)
        return self.me.post(self.address, data.urlencode(), content_type=URLENCODED, follow=True)

    def post(self, client: Client, data: QueryDict) -> None:
        """Send what has to be taken."""
        answer = client.post(self.address, data.urlencode(), content_type=URLENCODED)
        assert answer.status_code == 302, form_on(answer).errors

    def saved(self, *names: str) -> list[str]:
        """What is saved now in these fields."""
        form = form_on(self.me.get(self.address))
        return ["".join(as_sent(form.fields[name], form[name].value())) for name in names]


URLENCODED = "application/x-www-form-urlencoded"


@pytest.fixture(params=CASES)
def two(request: pytest.FixtureRequest) -> Two:
    """Each form of the table, open twice."""
    return Two(CASES[request.param])


def test_every_form_about_a_saved_row_is_in_the_table() -> None:
    import_module("onemind.urls")  # With them come all views and forms.
    with_version = {form for form in _all(forms.BaseForm) if "version" in getattr(form, "base_fields", {})}
    found = {form.__name__ for form in with_version | set(_all(MergedForm)) if not _is_base(form)}
    assert found == {*CASES, *OF_THEIR_OWN, *DECIDED}
    assert all(
        issubclass(kind.form, MomentForm)
        for kind in admin.site._registry.values()
        if isinstance(kind, ContentAdmin)
    )


def _all(kind: type[Any]) -> Iterator[type[Any]]:
    for each in kind.__subclasses__():
        yield each
        yield from _all(each)


def _is_base(form: type[Any]) -> bool:
    bases = {"MergedForm", "MomentForm", "EntryForm"}
    return form.__name__ in bases or form.__module__.startswith(("tests.", "django.", "common.", "portal."))


def test_what_only_the_other_changed_is_kept_beside_what_only_i_changed(two: Two) -> None:
    (theirs, their_value), (mine, my_value) = two.case.theirs, two.case.mine
    two.other_saves(**{theirs: their_value})
    answer = two.i_save({mine: my_value})
    assert [step[1] for step in answer.redirect_chain] == [302], form_on(answer).errors
    label = two.opened.fields[theirs].label
    assert f"Alex Moreno changed “{label}” meanwhile; it was kept." in answer.content.decode()
    assert two.saved(theirs, mine) == [their_value, my_value]


def test_what_i_did_not_touch_is_not_put_back(two: Two) -> None:
    theirs, their_value = two.case.theirs
    two.other_saves(**{theirs: their_value})
    two.i_save({})
    assert two.saved(theirs) == [their_value]


def test_what_both_changed_alike_needs_no_word(two: Two) -> None:
    name, value = two.case.theirs
    two.other_saves(**{name: value})
    answer = two.i_save({name: value})
    assert ("meanwhile" in answer.content.decode(), two.saved(name)) == (False, [value])


@pytest.mark.parametrize("answer", ["mine", "theirs"])
def test_what_both_changed_is_asked_and_saved_once_it_is_answered(two: Two, answer: str) -> None:
    name, value = two.case.theirs
    mine = f"{value}x"
    two.other_saves(**{name: value})

    asked = two.i_save({name: mine})

    form, page = form_on(asked), asked.content.decode()
    assert (asked.redirect_chain, two.saved(name)) == ([], [value])
    assert [(one.key, one.theirs, one.mine) for one in form.questions] == [(name, value, mine)]
    assert (form[name].value(), value in page, mine in page) == (mine, True, True)
    if not form.ASKS_BY_CHOICE:
        two.i_save({name: value if answer == "theirs" else mine}, form)
    else:
        assert (asked.status_code, "Alex Moreno" in page) == (409, True)
        again = two.i_save({}, form)
        assert "Keep what Alex Moreno saved" in again.content.decode()
        assert (again.redirect_chain, two.saved(name)) == ([], [value])
        two.i_save({form.answer_name(name): answer}, form_on(again))
    assert two.saved(name) == [mine if answer == "mine" else value]


@pytest.mark.parametrize("note", ["", "tampered"])
def test_without_the_note_all_that_differs_is_asked(two: Two, note: str) -> None:
    (theirs, their_value), (mine, my_value) = two.case.theirs, two.case.mine
    two.other_saves(**{theirs: their_value})
    asked = two.i_save({mine: my_value, "opened": note})
    keys = [question.key for question in form_on(asked).questions]
    assert {theirs, mine} <= set(keys)
    assert two.saved(theirs) == [their_value]


def test_a_memorandum_is_not_put_in_the_place_of_one_that_was_not_seen() -> None:
    tenant = Tenant()
    other, me = (client_of(MembershipFactory(agency=tenant.agency, role="lead").user) for _ in range(2))
    address = tenant.at("partnerships:renew", [tenant.partnership.public_id])
    opened = form_on(me.get(address))
    assert other.post(address, sent(opened, {"mou_signed_on": "2025-01-02"})).status_code == 302

    late = me.post(address, sent(opened, {"mou_signed_on": "2025-02-03"}))

    assert (
        late.status_code,
        "The memorandum changed since you opened this page." in late.content.decode(),
    ) == (409, True)
    tenant.partnership.refresh_from_db()
    assert tenant.partnership.mou_signed_on == date(2025, 1, 2)
    assert me.post(address, sent(form_on(late), {})).status_code == 302
    tenant.partnership.refresh_from_db()
    assert tenant.partnership.mou_signed_on == date(2025, 2, 3)


def test_a_revision_takes_another_number_and_not_the_place_of_another_text() -> None:
    tenant = Tenant()
    policy = tenant.policy
    other, me = (client_of(MembershipFactory(agency=tenant.agency, role="lead").user) for _ in range(2))
    edit, revise = (tenant.at(f"policies:{name}", [policy.public_id]) for name in ("edit", "revise"))
    opened = form_on(me.get(revise))
    other.post(edit, sent(form_on(other.get(edit)), {"number": "GO 12"}))
    answer = me.post(
        revise, sent(opened, {"adopted_on": "2024-01-01", "title": "Crisis response"}), follow=True
    )
    assert "changed “Number” meanwhile; it was kept." in answer.content.decode()
    policy.refresh_from_db()
    assert (policy.title, policy.number) == ("Crisis response", "GO 12")

    again = other.post(revise, sent(opened, {"adopted_on": "2024-05-05"}))
    assert (again.status_code, "The text of the policy changed" in again.content.decode()) == (409, True)
    policy.refresh_from_db()
    assert policy.adopted_on == date(2024, 1, 1)


def test_a_letterheads_lines_and_picture_are_changed_by_two() -> None:
    tenant = Tenant()
    one, me = (client_of(MembershipFactory(agency=tenant.agency, role="lead").user) for _ in range(2))
    address = tenant.at("agencies:letterhead")
    opened = form_on(me.get(address))
    top = SimpleUploadedFile("top.png", picture(), "image/png")
    assert one.post(address, {**sent(opened, {}).dict(), "picture": top}).status_code == 302
    assert me.post(address, sent(opened, {"lines": "Riverbend Police"}).dict()).status_code == 302
    found = letterhead(tenant.agency)
    assert found is not None
    assert (found.lines, found.picture is not None) == ("Riverbend Police", True)

    late = one.post(address, sent(opened, {"lines": "Another"}).dict())
    assert [question.key for question in form_on(late).questions] == ["lines"]


def test_an_answer_to_the_iacp_is_to_the_question_that_was_read() -> None:
    tenant = Tenant()
    me, address = (
        client_of(tenant.lead.user),
        tenant.at("training:equivalency_answer", [tenant.question.public_id]),
    )
    opened = form_on(me.get(address))
    ask(found=tenant.question, question="How long is it?", version=1, by=ReviewerFactory())
    late = me.post(address, sent(opened, {"topic-role_play": "Unit 5"}))
    assert (late.status_code, "How long is it?" in late.content.decode()) == (409, True)
    assert me.post(address, sent(form_on(late), {})).status_code == 302
