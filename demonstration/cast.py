"""Who appears in the demonstration: the agencies that the campaign's own pages name, and three that we made up.

Names, states and who pledged or completed come from the campaign's pages; head counts, dates, people and everything else about
them are invented. "Thorton" is spelled as the campaign spells it.
"""

from dataclasses import dataclass
from typing import Literal

Part = Literal["pledged", "completed"]


@dataclass(frozen=True, slots=True)
class Extra:
    """One agency of the directory: months since its pledge, and since its completion if it has one."""

    name: str
    kind: str
    region: str
    city: str
    part: Part
    months_ago: int
    sworn: int
    completed_months_ago: int | None = None
    country: str = "US"


EXTRAS: tuple[Extra, ...] = (
    Extra("Jefferson County Sheriff's Office", "sheriff", "US-AL", "Birmingham", "pledged", 1, 514),
    Extra("Lincoln City University Police Department", "campus", "US-MO", "Jefferson City", "pledged", 1, 14),
    Extra("Berkeley County Sheriff's Office", "sheriff", "US-WV", "Martinsburg", "pledged", 2, 68),
    Extra("Belton Police Department", "municipal", "US-MO", "Belton", "pledged", 2, 51),
    Extra(
        "Children's National Hospital Police Department", "hospital", "US-DC", "Washington", "pledged", 3, 42
    ),
    Extra("Appleton Police Department", "municipal", "US-WI", "Appleton", "pledged", 3, 112),
    Extra("Englewood Police Department", "municipal", "US-NJ", "Englewood", "pledged", 4, 80),
    Extra("Woodstock Police Department", "municipal", "US-GA", "Woodstock", "pledged", 4, 60),
    Extra("Barre City Police Department", "municipal", "US-VT", "Barre", "pledged", 5, 18),
    Extra("Toronto Police Service", "municipal", "CA-ON", "Toronto", "pledged", 5, 5100, country="CA"),
    Extra("Stockbridge Police Department", "municipal", "US-GA", "Stockbridge", "completed", 20, 45, 1),
    Extra("Methuen Police Department", "municipal", "US-MA", "Methuen", "completed", 26, 90, 1),
    Extra("Thorton Police Department", "municipal", "US-CO", "Thornton", "completed", 30, 260, 2),
    Extra("Plymouth Police Department", "municipal", "US-MI", "Plymouth", "completed", 15, 17, 2),
    Extra("Middletown Police Department", "municipal", "US-RI", "Middletown", "completed", 22, 38, 3),
    Extra(
        "North Shore Community College Police Department",
        "campus",
        "US-MA",
        "Danvers",
        "completed",
        18,
        15,
        3,
    ),
    Extra("Southfield Police Department", "municipal", "US-MI", "Southfield", "completed", 33, 124, 4),
    Extra("Perry Police Department", "municipal", "US-GA", "Perry", "completed", 24, 44, 5),
    Extra("Saranac Lake Police Department", "municipal", "US-NY", "Saranac Lake", "completed", 16, 12, 6),
    Extra("Williamsburg Police Department", "municipal", "US-VA", "Williamsburg", "completed", 28, 40, 7),
)

# Given and family names to draw a roster from: common ones, put together at random.
GIVEN_NAMES = tuple(
    "Aaliyah Alan Amara Andre Angela Anthony Beatriz Benjamin Brian Camila Carlos Chen Claire Daniel Darnell Deborah Diego "
    "Elena Emily Eric Fatima Felix Gabriel Grace Hannah Hector Ingrid Isaac Jada James Jasmine Joel Jordan Karen Keisha Kevin "
    "Laura Leah Liam Lucia Malik Maria Marcus Mei Michelle Nadia Nathan Nina Omar Patricia Paul Priya Quinn Rachel Ramon Rosa "
    "Samuel Sarah Sofia Stephen Tamika Theo Tyler Valerie Victor Wendy William Yusuf Zoe".split()
)
FAMILY_NAMES = tuple(
    "Adams Alvarez Baker Bennett Brooks Campbell Carter Chavez Cole Cooper Cruz Davis Diaz Edwards Evans Fisher Flores Ford "
    "Garcia Gibson Gomez Gray Green Hall Harris Hayes Henderson Hughes Jackson Jenkins Johnson Jordan Kelly Kim King Lee Lewis "
    "Lopez Martin Mason Miller Mitchell Moore Morgan Murphy Nelson Nguyen Ortiz Owens Park Patel Perry Phillips Price Ramirez "
    "Reed Rivera Roberts Rogers Ross Russo Sanders Scott Shaw Silva Simmons Stewart Sullivan Taylor Torres Turner Walker Ward "
    "Watson West White Wood Young".split()
)
