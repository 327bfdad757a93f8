"""Taking hold of an agency before anything of it is changed."""

from agencies.models import Agency


def lock(agency: Agency) -> Agency:
    """The agency as it is now, held until the end of the transaction: what others want to do with it waits."""
    return Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
