"""The approved facts that recognition is made of."""

from dataclasses import dataclass
from datetime import date

from documents.content import Attained, Basis, CertificateContent


@dataclass(frozen=True, slots=True)
class Recognition:
    """What may be said of a certified agency in public. ``partners`` are the organizations that agreed to be named."""

    agency: str
    place: str
    pledged_on: date
    certified_on: date
    number: str
    verification_url: str
    basis: Basis
    practices: tuple[Attained, ...]
    partners: tuple[str, ...] = ()

    @property
    def year(self) -> str:
        """The year of the certification, as the seal carries it."""
        return str(self.certified_on.year)


def recognition(
    certificate: CertificateContent, *, certified_on: date, partners: tuple[str, ...]
) -> Recognition:
    """The facts of a certificate that holds; ``certified_on`` is the day the pledge was completed, whatever was reissued."""
    return Recognition(
        agency=certificate.agency,
        place=certificate.place,
        pledged_on=certificate.pledged_on,
        certified_on=certified_on,
        number=certificate.number,
        verification_url=certificate.verification_url,
        basis=certificate.basis,
        practices=certificate.practices,
        partners=partners,
    )
