"""What the tests of the campaign's rooms share."""

from tests.content.conftest import nobody_has_sent_anything, seeded

__all__ = ["nobody_has_sent_anything", "seeded"]
