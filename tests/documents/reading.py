"""What is on a paper, as a reader's programs see it: text, boxes of words, structure. All through poppler and pikepdf."""

import io
import re
import subprocess
import unicodedata
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pikepdf
from PIL import Image

_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>')
# What poppler adds around right-to-left text, and what joins or varies letters without being one.
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\u00ad]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box in points, measured from the page's upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    width: float
    height: float
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def text_of(pdf: bytes) -> str:
    """The text in reading order, with every run of white space as one space."""
    found = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return " ".join(found.stdout.decode().split())


def pages_of(pdf: bytes, folder: Path) -> list[Page]:
    """Every page with the boxes of its words."""
    (folder / "paper.pdf").write_bytes(pdf)
    subprocess.run(["pdftotext", "-bbox", folder / "paper.pdf", folder / "paper.html"], check=True)
    return [
        Page(
            float(width),
            float(height),
            tuple(Word(unescape(text), *map(float, box)) for *box, text in _WORD.findall(words)),
        )
        for width, height, words in _PAGE.findall((folder / "paper.html").read_text(encoding="utf-8"))
    ]


def squeezed(text: str) -> str:
    """A text for comparing: no white space, no invisible marks, ligatures resolved.

    Nor hyphens: at the end of a line poppler takes them for a hyphenation, and leaves them out.
    """
    return _INVISIBLE.sub("", "".join(unicodedata.normalize("NFKC", text).replace("-", "").split()))


def letters(text: str) -> str:
    """The same without accents, of which poppler keeps one of several that are drawn at one place."""
    split = unicodedata.normalize("NFKD", squeezed(text))
    return "".join(character for character in split if not unicodedata.category(character).startswith("M"))


def fonts_of(pdf: bytes) -> dict[str, bool]:
    """Each font's name, without the subset's prefix, and whether its program is embedded."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = {}
        for page in document.pages:
            for font in (page.Resources.get("/Font") or pikepdf.Dictionary()).values():
                descriptor = (
                    font.DescendantFonts[0].FontDescriptor
                    if "/DescendantFonts" in font
                    else font.FontDescriptor
                )
                name = str(font.BaseFont).lstrip("/").partition("+")[2]
                found[name] = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
        return found


def symbol_of(pdf: bytes) -> Image.Image:
    """The only bitmap of a certificate, its QR symbol, in shades of gray."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        (picture,) = document.pages[0].get_images().values()
        assert isinstance(picture, pikepdf.Stream)
        return pikepdf.PdfImage(picture).as_pil_image().convert("L")
