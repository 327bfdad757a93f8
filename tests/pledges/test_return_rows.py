"""The reasons that were JSON move into the rows, and the draft follows what was returned."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from pledges.models import Completion, CompletionPractice

BEFORE = ("pledges", "0012_named_coordinators")


@pytest.fixture
def json() -> Iterator[None]:
    """The database as it was when reasons were JSON; as it is now afterwards, whatever happens."""
    call_command("migrate", *BEFORE, verbosity=0)
    yield
    call_command("migrate", verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_the_reasons_move_into_the_rows_and_the_draft_follows(json: None) -> None:
    loader = MigrationLoader(connection)
    old = loader.project_state([BEFORE, *loader.graph.leaf_nodes("agencies")]).apps
    agency = old.get_model("agencies", "Agency").objects.create(name="Perry Police Department")
    pledge = old.get_model("pledges", "Pledge").objects.create(
        agency=agency, edition="2022", pledged_on="2025-03-03", state="returned"
    )
    completions = old.get_model("pledges", "Completion").objects
    said = {"reasons": "Nearly there.", "practices": {"policy": "Name the sections."}}
    back = completions.create(
        pledge=pledge,
        agency=agency,
        state="returned",
        facts={},
        report={},
        return_reasons=said,
        public_id="a" * 26,
    )
    draft = completions.create(pledge=pledge, agency=agency, public_id="b" * 26)

    call_command("migrate", verbosity=0)

    rows = CompletionPractice.objects.values_list("completion", "practice", "finding", "reason")
    assert list(rows) == [(back.pk, "policy", "returned", "Name the sections.")]
    assert list(Completion.objects.order_by("pk").values_list("pk", "told", "follows")) == [
        (back.pk, "Nearly there.", None),
        (draft.pk, "", back.pk),
    ]
