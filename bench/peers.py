"""What the portal's import is compared with."""

import csv
import io
from collections.abc import Callable

from agencies.models import Agency
from training.models import Officer


def import_export(content: bytes) -> Callable[[], object] | None:
    """django-import-export bringing in the same roster; None where it isn't installed (the portal doesn't need it)."""
    try:
        import tablib  # type: ignore[import-untyped]
        from import_export import resources  # type: ignore[import-untyped]
    except ImportError:
        return None

    class OfficerResource(resources.ModelResource):  # type: ignore[misc]
        """The same columns."""

        class Meta:
            model = Officer
            import_id_fields = ("agency", "ref")
            fields = ("agency", "ref", "name", "rank", "hired_on", "is_sworn")
            skip_unchanged = True
            use_transactions = True

    lines = list(csv.DictReader(io.StringIO(content.decode())))

    def run() -> object:
        agency = Agency.objects.create(name="Measured Police Department")
        data = tablib.Dataset(headers=["agency", "ref", "name", "rank", "hired_on", "is_sworn"])
        for line in lines:
            data.append(
                [agency.pk, line["Badge #"], line["Officer Name"], line["Rank"], line["Hire Date"], 1]
            )
        result = OfficerResource().import_data(data, raise_errors=True)
        assert result.totals["new"] == len(lines)  # noqa: S101 - or it measured something else
        return result

    return run
