"""The third and fourth practices: who was trained, in what, and when. A module a subject."""

from training.models.catalogue import Course, Ruling, Track
from training.models.equivalency import EquivalencyRequest
from training.models.figures import AgencyFigures, Rejudgement
from training.models.records import HeadCount, Offering, OfferingSession, TrainingRecord
from training.models.roster import Officer
from training.models.roster_imports import ImportFile, ImportMemory, RosterImport

__all__ = [
    "AgencyFigures",
    "Course",
    "EquivalencyRequest",
    "HeadCount",
    "ImportFile",
    "ImportMemory",
    "Offering",
    "OfferingSession",
    "Officer",
    "Rejudgement",
    "RosterImport",
    "Ruling",
    "Track",
    "TrainingRecord",
]
