"""Papers: a certificate against the same one drawn by hand with reportlab, and the memory of a worker that draws many."""

import io
import itertools
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

import segno
from django.conf import settings
from reportlab.lib.pagesizes import landscape, letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from bench.measure import alternately, heading, row, say
from compliance.editions import EDITIONS
from documents.content import Basis, CertificateContent, Signer, attained

MANY = 100
_INK = "#14284b"
_COORDINATES = {"M": 2, "L": 2, "Q": 4, "C": 6, "Z": 1}
_WORDS = (
    # Face, size, distance from the foot of the page, text.
    ("Semibold", 13, 540, "International Association of Chiefs of Police"),
    ("Regular", 13, 520, "The One Mind Campaign"),
    ("Bold", 44, 465, "One Mind Certified"),
    ("It", 15, 425, "This certifies that"),
    ("Regular", 13, 350, "Saranac Lake, New York"),
    (
        *("Regular", 13, 285),
        "has fulfilled the One Mind Pledge, taken on March 4, 2023, and carried out its practices for successful"
        " interactions between law enforcement and individuals with mental health conditions.",
    ),
    ("It", 11, 165, "Judged by the 2022 edition of the requirements, as of June 1, 2025."),
)
_PRACTICES = (
    ("Partnership", "2", "sustained partnerships with community mental health organizations"),
    (
        *("Policy", "In force"),
        "a written policy on the response to individuals experiencing a mental health crisis",
    ),
    ("Crisis intervention", "12 of 40", "sworn officers trained in crisis intervention; 8 needed"),
    ("Mental health first aid", "40 of 40", "sworn officers trained in crisis intervention or in first aid"),
)


def run(*, only: str = "") -> None:
    """Measure and print rows 13 and 14 of the goals, unless ``only`` asks for a part with other words in its heading."""
    words = "Papers"
    if only.lower() in words.lower():
        with heading(words):
            _measure()


def _measure() -> None:
    _register_faces()
    numbers = itertools.count(1)
    ours, theirs = alternately(
        lambda: _ours(next(numbers)), lambda: _by_hand("OM-2025-000123", "Saranac Lake Police Department")
    )
    row("13 a certificate, warm, tagged as PDF/UA", ours=ours, peer=theirs, against="reportlab", goal="<= 3")
    out = subprocess.run([sys.executable, "-m", "bench.papers"], capture_output=True, text=True, check=True)
    first, last = map(float, out.stdout.split()[-2:])
    say(
        f"  14 {MANY} certificates in one process: {last / first:.2f} x the memory of the first"
        f" ({first:.0f} and {last:.0f} MB)   goal <= 1.1"
    )


def _ours(number: int) -> bytes:
    from documents.rendering import render_pdf

    return render_pdf(
        CertificateContent(
            language="en",
            number=f"OM-2025-{number:06}",
            agency="Saranac Lake Police Department",
            place="Saranac Lake, New York",
            pledged_on=date(2023, 3, 4),
            issued_on=date(2025, 7, 1),
            basis=Basis(as_of=date(2025, 6, 1), edition="2022", sworn=40),
            practices=tuple(
                attained(practice, actual=12, needed=8, out_of=40) for practice in EDITIONS["2022"].practices
            ),
            verification_url=f"https://onemind.example/verify/{number:020}/",
            president=Signer(name="Wanda Nyberg", title="President"),
        )
    )


def _by_hand(number: str, agency: str) -> bytes:
    """The same texts, faces, art and symbol on one page, as someone would place them by hand; untagged."""
    file = io.BytesIO()
    width, height = landscape(letter)
    canvas = Canvas(file, pagesize=(width, height), lang="en")
    canvas.setTitle(f"One Mind certificate {number}")
    canvas.setStrokeColor(_INK)
    for name, scale, left, top in (
        ("border.svg", 1, 0, 0),
        ("rosette.svg", 1, 186, 70),
        ("seal.svg", 0.4, 348, 470),
    ):
        canvas.saveState()
        canvas.transform(scale, 0, 0, -scale, left, height - top)
        canvas.setLineWidth(0.3)
        for steps in _art(name):
            _draw_path(canvas, steps)
        canvas.restoreState()
    for face, size, foot, words in (*_WORDS, ("Bold", 30, 380, agency)):
        _paragraph(canvas, words, face, size, (width - 560) / 2, foot, 560)
    for place, (name, figure, meaning) in enumerate(_PRACTICES):
        left = 60 + place * 170
        for face, size, foot, words in (("Semibold", 11, 260, name), ("Bold", 18, 232, figure)):
            _paragraph(canvas, words, face, size, left, foot, 160)
        _paragraph(canvas, meaning, "Regular", 10, left, 190, 160)
    _paragraph(canvas, "Wanda Nyberg", "Semibold", 13, 60, 90, 180)
    _paragraph(canvas, "President", "Regular", 11, 60, 72, 180)
    url = "https://onemind.example/verify/00000000000000000123/"
    for foot, words in (
        (120, number),
        (104, "Issued July 1, 2025"),
        (88, "Verify this certificate at"),
        (60, url),
    ):
        _paragraph(canvas, words, "Regular", 9, width - 300, foot, 150)
    canvas.setFillColor(_INK)
    for down, line in enumerate(segno.make(url, error="m", boost_error=False, micro=False).matrix):
        for across, dark in enumerate(line):
            if dark:
                canvas.rect(width - 140 + across * 2.4, 140 - down * 2.4, 2.4, 2.4, stroke=0, fill=1)
    canvas.save()
    return file.getvalue()


@cache
def _art(name: str) -> list[list[list[float]]]:
    """The paths of one of our drawings: each a list of steps, which their number of coordinates tells apart."""
    svg = (settings.BASE_DIR / "static" / "documents" / name).read_text()
    return [list(_steps(path)) for path in re.findall(r' d="([^"]*)"', svg)]


def _steps(path: str) -> Iterator[list[float]]:
    for letter_, numbers in re.findall(r"([A-Z])([^A-Z]*)", path):
        at = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if letter_ == "M":
            # A step of three numbers begins a line; its third says nothing.
            yield [*at[:2], 0]
            at = at[2:]
        size = _COORDINATES[letter_]
        for first in range(0, len(at), size):
            step = at[first : first + size]
            # A curve with one control point in two places isn't the same curve, but one in place of one.
            yield [*step[:2], *step] if letter_ == "Q" else step
        if letter_ == "Z":
            yield []


def _draw_path(canvas: Canvas, steps: list[list[float]]) -> None:
    path = canvas.beginPath()
    draw = {0: path.close, 2: path.lineTo, 3: lambda x, y, _: path.moveTo(x, y), 6: path.curveTo}
    for step in steps:
        draw[len(step)](*step)
    canvas.drawPath(path, stroke=1, fill=0)


def _paragraph(
    canvas: Canvas, words: str, face: str, size: int, left: float, foot: float, width: float
) -> None:
    style = ParagraphStyle(
        face, fontName=face, fontSize=size, leading=size * 1.25, alignment=1, textColor=_INK
    )
    text = Paragraph(words, style)
    text.wrapOn(canvas, width, 400)
    text.drawOn(canvas, left, foot)


def _register_faces() -> None:
    folder = Path(str(files("font_source_serif_pro"))) / "files"
    for face in ("Regular", "It", "Semibold", "Bold"):
        pdfmetrics.registerFont(TTFont(face, folder / f"SourceSerifPro-{face}.ttf"))


def _megabytes() -> float:
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(status["VmRSS"].split()[0]) / 1024


if __name__ == "__main__":
    import django

    django.setup()
    _ours(1)
    before = _megabytes()
    for one in range(2, MANY + 1):
        _ours(one)
    say(f"{before:.1f} {_megabytes():.1f}")
