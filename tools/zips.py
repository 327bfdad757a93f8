"""Writes where each ZIP code is, out of the package ``zipcodes``, as a table that the portal reads at the first search for one.

A line a code: ``80202|CO|Denver County|39.7491|-104.9946|Denver``, with further cities of the same code behind.
"""

from pathlib import Path

import zipcodes


def write(folder: Path) -> None:
    """Make ``folder``/zips.txt. Codes of the armed forces abroad have no place and are left out."""
    folder.mkdir(parents=True)
    lines = sorted(
        "|".join(
            [
                row["zip_code"], row["state"], row["county"] or "", row["lat"], row["long"], row["city"],
                *row["acceptable_cities"],
            ]
        )
        for row in zipcodes.list_all()
        if row["lat"] and row["state"] not in {"AA", "AE", "AP"}
    )  # fmt: skip
    (folder / "zips.txt").write_text("".join(f"{line}\n" for line in dict.fromkeys(lines)))
