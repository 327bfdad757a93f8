"""People and places of the training's tests, which the import's tests share."""

from tests.training.conftest import agency, client, lead

__all__ = ["agency", "client", "lead"]
