"""System checks: that papers can be rendered here, and quickly."""

from ctypes import CDLL
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.core.checks import CheckMessage, Error, Warning, register

# What WeasyPrint loads by name, and Debian's package of each. It does without the last: silently, five times slower.
_NEEDED = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libharfbuzz.so.0": "libharfbuzz0b",
}
_WANTED = {"libharfbuzz-subset.so.0": "libharfbuzz-subset0"}


@register()
def check_rendering(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """The libraries and the serif that papers are drawn with. WeasyPrint itself isn't imported: it takes its time."""
    del app_configs, kwargs
    found: list[CheckMessage] = [
        Error(
            f"Papers can't be rendered: {library} can't be loaded.",
            hint=f"Install it; on Debian and Ubuntu: apt-get install {package}",
            id="documents.E001",
        )
        for library, package in missing(_NEEDED).items()
    ]
    found += [
        Warning(
            f"Papers are rendered five times slower than they could be: {library} can't be loaded.",
            hint=f"Install it; on Debian and Ubuntu: apt-get install {package}",
            id="documents.W001",
        )
        for library, package in missing(_WANTED).items()
    ]
    if not (Path(str(files("font_source_serif_pro"))) / "files" / "SourceSerifPro-Regular.ttf").is_file():
        found.append(
            Error(
                "Papers can't be rendered: the serif's files are missing.",
                hint="Install the locked dependencies again; font-source-serif-pro brings them.",
                id="documents.E002",
            )
        )
    return found


def missing(libraries: dict[str, str]) -> dict[str, str]:
    """Those of the libraries (and their packages) that can't be loaded."""
    return {library: package for library, package in libraries.items() if not _loads(library)}


def _loads(library: str) -> bool:
    try:
        CDLL(library)
    except OSError:
        return False
    return True
