"""Things for the desk's pages to show."""

import pytest

from partnerships.models import Partnership
from pledges.models import Completion
from policies.models import Policy
from rehearsal.factories.files import stored_file
from rehearsal.factories.pledges import PledgeFactory
from rehearsal.factories.reviews import waiting_completion


@pytest.fixture
def names() -> dict[str, str]:
    """One real thing of each kind, by its public ID."""
    completion = waiting_completion()
    mou, policy, signed = stored_file(b"MOU"), stored_file(b"POLICY"), stored_file(b"SIGNED")
    Partnership.objects.update(mou=mou, mou_name="MOU.pdf")
    Policy.objects.update(file=policy, file_name="GO.pdf")
    Completion.objects.update(signed_letter=signed, signed_letter_name="Signed.pdf")
    return {
        "completion": completion.public_id,
        "agency": completion.agency.public_id,
        "partnership": Partnership.objects.get().public_id,
        "policy": Policy.objects.get().public_id,
        "pledge": PledgeFactory.create(state="confirmed").public_id,
        "received": PledgeFactory.create(state="received").public_id,
        "active": PledgeFactory.create(state="active").agency.public_id,
        "overdue": PledgeFactory.create(state="active", pledged_on="2018-01-01").agency.public_id,
    }
