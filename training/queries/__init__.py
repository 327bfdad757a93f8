"""What is read of the training. A module a subject."""

from training.queries.facts import RosterFacts, headcount_facts, roster_facts

__all__ = ["RosterFacts", "headcount_facts", "roster_facts"]
