"""Copies the front-end assets out of the installed packages into ``static/vendor/``, which git ignores.

Bootstrap, the sans-serif and the shapes of states come from ``node_modules/`` (npm), htmx and the serif from the Python
environment, so this runs with the environment's Python. Nothing is built, no page loads from another site.
"""

import re
import shutil
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from fontTools import subset

from tools import maps, zips

ROOT = Path(__file__).resolve().parents[1]
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"

SANS = re.compile(r"public-sans-latin(-ext)?-(400|500|600|700|800)-(normal|italic)\.woff2")
SERIF = ["Light", "LightIt", "Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt"]
# The headings' one style, with the letters of every language written in Latin script, and typographic marks.
SERIF_ON_SCREEN = "Semibold"
ON_SCREEN = [
    *range(0x20, 0x250),
    *range(0x1E00, 0x1F00),
    *range(0x2000, 0x2070),
    0x20AC,
    0x2122,
    0x2212,
    0xFEFF,
]


def main() -> None:
    """Fill ``static/vendor/`` afresh; a copy that breaks half way leaves the old folder in place."""
    fresh = VENDOR.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    _copy_bootstrap(fresh / "bootstrap")
    _copy_htmx(fresh / "htmx")
    _copy_sans(fresh / "fonts" / "public-sans")
    _copy_serif(fresh / "fonts" / "source-serif")
    maps.write(MODULES, fresh / "maps")
    zips.write(fresh / "places")
    shutil.rmtree(VENDOR, ignore_errors=True)
    fresh.rename(VENDOR)


def _copy_bootstrap(folder: Path) -> None:
    """The style sheet and the script, with the source maps that they name (hashed names need them)."""
    package = MODULES / "bootstrap"
    for name in ("css/bootstrap.min.css", "js/bootstrap.bundle.min.js"):
        source = package / "dist" / name
        _copy([source, source.with_name(f"{source.name}.map")], folder / source.parent.name)
    _copy([package / "LICENSE"], folder)


def _copy_htmx(folder: Path) -> None:
    scripts = Path(str(files("django_htmx"))) / "static" / "django_htmx"
    _copy([scripts / "htmx-2.min.js"], folder)


def _copy_sans(folder: Path) -> None:
    package = MODULES / "@fontsource" / "public-sans"
    _copy([path for path in sorted((package / "files").iterdir()) if SANS.fullmatch(path.name)], folder)
    _copy([package / "LICENSE"], folder)


def _copy_serif(folder: Path) -> None:
    """TrueType files for the papers (embedded in the PDFs), and the headings' one cut down for the site, to a third."""
    fonts = Path(str(files("font_source_serif_pro"))) / "files"
    _copy([fonts / f"SourceSerifPro-{style}.ttf" for style in SERIF], folder)
    _copy([fonts / "LICENSE.txt"], folder)
    cutting = subset.Options(
        flavor="woff2", layout_features=["kern", "liga", "lnum", "tnum", "ccmp", "locl", "mark"]
    )
    font = subset.load_font(str(fonts / f"SourceSerifPro-{SERIF_ON_SCREEN}.ttf"), cutting)
    cutter = subset.Subsetter(cutting)
    cutter.populate(unicodes=ON_SCREEN)
    cutter.subset(font)
    subset.save_font(font, str(folder / f"SourceSerifPro-{SERIF_ON_SCREEN}.woff2"), cutting)


def _copy(paths: Iterable[Path], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for path in paths:
        shutil.copyfile(path, folder / path.name)


if __name__ == "__main__":
    main()
