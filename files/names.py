"""The name that an uploaded file came with: kept as data for anyone who downloads it, never used as a path."""

import re
import unicodedata

LONGEST = 200
# What Windows would run, hidden before the last ending: "policy.exe.pdf".
_RUNNABLE = frozenset(
    "exe scr bat cmd ps1 vbs vbe js jse wsf hta msi jar lnk reg dll php phtml asp aspx jsp cgi sh py pl html htm svg".split()
)


def clean_name(name: str, *, otherwise: str = "file") -> str:
    """``name`` without folders, control characters, direction overrides and other invisible ones; at most 200 characters.

    The ending stays when a long name is cut. A name of which nothing is left becomes ``otherwise``.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    # Categories C…: control, format (among them the direction overrides), surrogate, private use, unassigned.
    seen = "".join(char for char in last if not unicodedata.category(char).startswith("C") or char == "\t")
    words = re.sub(r"\s+", " ", seen).strip(" .")
    if len(words) > LONGEST:
        stem, dot, ending = words.rpartition(".")
        words = (
            stem[: LONGEST - len(ending) - 1] + dot + ending if dot and len(ending) < 10 else words[:LONGEST]
        )
    return words or otherwise


def safe_name(name: str) -> str:
    """A name of ours for a file, with what no system takes in a name replaced by a hyphen, and cleaned like any other."""
    return clean_name(re.sub(r'[/\\:*?"<>|]+', "-", name))


def ending_of(name: str) -> str:
    """What follows the last dot, in small letters; empty without a dot."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def hides_a_program(name: str) -> bool:
    """Whether an ending before the last one is that of something that runs."""
    return any(part.lower().strip() in _RUNNABLE for part in name.split(".")[1:-1])
