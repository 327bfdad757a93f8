"""What the trail has recorded, the first first."""

from typing import Any

from audit.models import Entry


def verbs() -> list[str]:
    """What happened."""
    return list(Entry.objects.order_by("id").values_list("verb", flat=True))


def recorded() -> list[tuple[str, dict[str, Any]]]:
    """What happened, each with its details."""
    return list(Entry.objects.order_by("id").values_list("verb", "details"))
