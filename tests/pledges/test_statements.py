"""What an agency says of each practice: a row a practice, kept through the change from columns to rows."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from common.triggers import there
from pledges import actions, queries
from pledges.models import CompletionPractice
from rehearsal.factories.pledges import PledgeFactory, member, ready_draft
from reviews.own_decisions import TRIGGERS

BEFORE, AFTER = [("pledges", "0003_latest_first")], [("pledges", "0005_statements_are_rows")]


@pytest.mark.django_db
def test_the_first_saving_makes_a_row_for_each_practice_of_the_edition() -> None:
    pledge = PledgeFactory()
    draft = actions.save_draft(
        pledge=pledge,
        version=0,
        changes={"policy_statement": "Order 12."},
        by=member(pledge.agency, "editor"),
    )
    assert list(draft.practices.values_list("practice", "statement")) == [
        ("partnership", ""),
        ("policy", "Order 12."),
        ("crisis_intervention", ""),
        ("first_aid", ""),
    ]


@pytest.mark.django_db
def test_a_recalled_completion_begins_again_with_the_same_words() -> None:
    pledge = PledgeFactory()
    lead = member(pledge.agency, "lead")
    draft = ready_draft(pledge)
    sent = actions.submit(completion=draft, version=draft.version, attested=True, by=lead)
    again = actions.recall(completion=sent, by=lead)
    assert again.pk != sent.pk
    assert again.statements == sent.statements == draft.statements


@pytest.mark.django_db
def test_a_practice_that_the_edition_lacks_is_no_field_of_a_draft() -> None:
    pledge = PledgeFactory()
    with pytest.raises(TypeError, match="unheard_of_statement"):
        actions.save_draft(
            pledge=pledge,
            version=0,
            changes={"unheard_of_statement": "x"},
            by=member(pledge.agency, "editor"),
        )
    assert queries.draft(pledge.agency) is None


@pytest.fixture
def columns() -> Iterator[None]:
    """The database as it was when the words were columns; as it is now afterwards, whatever happens."""
    call_command("migrate", *BEFORE[0], verbosity=0)
    yield
    call_command("migrate", verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_the_words_of_the_columns_move_into_the_rows(columns: None) -> None:
    loader = MigrationLoader(connection)
    old = loader.project_state(BEFORE + loader.graph.leaf_nodes("agencies")).apps
    agency = old.get_model("agencies", "Agency").objects.create(name="Perry Police Department")
    pledge = old.get_model("pledges", "Pledge").objects.create(
        agency=agency, edition="2022", pledged_on="2025-03-03", state="active"
    )
    old.get_model("pledges", "Completion").objects.create(
        pledge=pledge,
        agency=agency,
        training_statement="All are trained.",
        partnership_statement="We ride together.",
        policy_statement="Order 12.",
    )

    call_command("migrate", *AFTER[0], verbosity=0)

    assert {trigger.name for trigger in TRIGGERS} <= there()
    rows = CompletionPractice.objects.values_list("practice", "statement")
    assert dict(rows) == {
        "partnership": "We ride together.",
        "policy": "Order 12.",
        "crisis_intervention": "All are trained.",
        "first_aid": "",
    }
