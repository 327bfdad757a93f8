"""What the portal's import is compared with."""

from collections.abc import Callable

import tablib
from import_export import fields, resources, widgets

from agencies.models import Agency
from training.models import Course, Officer, TrainingRecord


def import_export(roster: bytes, records: bytes) -> Callable[[Agency], object]:
    """django-import-export bringing in the same two files for an agency, the way its documentation goes.

    It reads the CSV, turns days and hours into values, finds each officer and course, and writes in one transaction. It
    isn't asked to guess columns, to weigh rows against each other, to make a comparison to be shown, or to note on a trail
    what it did.
    """

    def run(agency: Agency) -> object:
        for content, resource in ((roster, _Officers(agency)), (records, _Records(agency))):
            data = tablib.Dataset().load(content.decode(), format="csv")
            result = resource.import_data(data, raise_errors=True, use_transactions=True)
            assert result.totals["new"] == len(data)  # noqa: S101 - or it measured something else
        return result

    return run


class _Officers(resources.ModelResource):
    """The roster's columns."""

    ref = fields.Field("ref", column_name="Badge #")
    name = fields.Field("name", column_name="Officer Name")
    rank = fields.Field("rank", column_name="Rank")
    hired_on = fields.Field("hired_on", column_name="Hire Date", widget=widgets.DateWidget("%Y-%m-%d"))
    separated_on = fields.Field(
        "separated_on", column_name="Separation Date", widget=widgets.DateWidget("%Y-%m-%d")
    )

    class Meta:
        model = Officer
        import_id_fields = ("ref",)
        fields = ("ref", "name", "rank", "hired_on", "separated_on")
        skip_unchanged = True

    def __init__(self, agency: Agency) -> None:
        super().__init__()
        self._agency = agency

    def get_queryset(self) -> object:
        """The agency's own."""
        return Officer.objects.filter(agency=self._agency)

    def init_instance(self, row: object = None) -> Officer:
        """A new one of the agency."""
        return Officer(agency=self._agency)


class _Records(resources.ModelResource):
    """The records' columns."""

    officer = fields.Field(
        "officer", column_name="Employee ID", widget=widgets.ForeignKeyWidget(Officer, "ref")
    )
    course = fields.Field(
        "course", column_name="Course Title", widget=widgets.ForeignKeyWidget(Course, "code")
    )
    completed_on = fields.Field(
        "completed_on", column_name="Completion Date", widget=widgets.DateWidget("%Y-%m-%d")
    )
    hours = fields.Field("hours", column_name="Hours", widget=widgets.DecimalWidget())
    certificate_number = fields.Field("certificate_number", column_name="Certificate Number")

    class Meta:
        model = TrainingRecord
        import_id_fields = ("officer", "course", "completed_on")
        fields = ("officer", "course", "completed_on", "hours", "certificate_number")
        skip_unchanged = True

    def __init__(self, agency: Agency) -> None:
        super().__init__()
        self._agency = agency
        self.fields["officer"].widget = _OwnOfficer(agency)

    def get_queryset(self) -> object:
        """The agency's own."""
        return TrainingRecord.objects.filter(agency=self._agency)

    def init_instance(self, row: object = None) -> TrainingRecord:
        """A new one of the agency."""
        return TrainingRecord(agency=self._agency)


class _OwnOfficer(widgets.ForeignKeyWidget):
    """An officer by ID, among the agency's own."""

    def __init__(self, agency: Agency) -> None:
        super().__init__(Officer, "ref")
        self._agency = agency

    def get_queryset(self, value: object, row: object, *args: object, **kwargs: object) -> object:
        """The agency's officers."""
        return Officer.objects.filter(agency=self._agency)
