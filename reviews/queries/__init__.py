"""What the desk reads. A module a subject; import from here."""

from reviews.queries.agencies import AgencyPage, AgencyRow, agencies, agency_page, pledge_of_agency, rows
from reviews.queries.completions import (
    CompletionPage,
    PracticeBeside,
    completion_by_public_id,
    completion_page,
    note_of,
)
from reviews.queries.entries import copy_of, submitted_copy
from reviews.queries.identity import IdentityPage, identity_page
from reviews.queries.intake import IntakePage, intake_page
from reviews.queries.releases import (
    BatchPage,
    ReleasesPage,
    batch_page,
    open_batches,
    prepared_of,
    prepared_paper,
    releases_page,
)
from reviews.queries.waiting import QueueEntry, queue, submitted

__all__ = [
    "AgencyPage",
    "AgencyRow",
    "BatchPage",
    "CompletionPage",
    "IdentityPage",
    "IntakePage",
    "PracticeBeside",
    "QueueEntry",
    "ReleasesPage",
    "agencies",
    "agency_page",
    "batch_page",
    "completion_by_public_id",
    "completion_page",
    "copy_of",
    "identity_page",
    "intake_page",
    "note_of",
    "open_batches",
    "pledge_of_agency",
    "prepared_of",
    "prepared_paper",
    "queue",
    "releases_page",
    "rows",
    "submitted",
    "submitted_copy",
]
