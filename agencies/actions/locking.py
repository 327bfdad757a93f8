"""Taking hold of an agency before anything of it is changed. It is locked first: then its pledge, completion, document."""

from agencies.models import Agency
from common.open_actions import OpenTo, open_to


@open_to(OpenTo.PART)
def lock_agency(agency: Agency | int) -> Agency:
    """The agency, or that of this number, as it is now, held until the end of the transaction: what others want with it waits."""
    number = agency if isinstance(agency, int) else agency.pk
    return Agency.objects.select_for_update(of=("self",)).get(pk=number)
