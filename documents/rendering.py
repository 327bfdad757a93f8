"""From content to PDF. The only importer of WeasyPrint.

Papers are drawn from our own templates, style sheets, fonts and art. Nothing else is read: the fetcher knows a fixed
list of names under a scheme of its own, and there is no way to spell a path, a host or another scheme. What people
typed reaches the page as text, by Django's escaping.

There is no limit of time here: the task's own time limit ends a rendering that runs away. The limits of
`documents.content` and a paper's number of pages keep it from happening.
"""

import gc
import hashlib
import logging
import threading
from base64 import b64encode
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

import segno
from django.conf import settings
from django.template import Context, Engine
from django.utils import translation
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from documents.content import CertificateContent, LetterContent, Paper
from documents.fitting import Setting, settings_for

SCHEME = "papers:"
_ART = {".svg": "image/svg+xml", ".css": "text/css"}
_NO_PICTURES: Mapping[str, bytes] = MappingProxyType({})
_FONTS = ("Light", "Regular", "It", "Semibold", "SemiboldIt", "Bold")

# Both tell every step of every paper.
for _name in ("weasyprint.progress", "fontTools"):
    logging.getLogger(_name).setLevel(logging.WARNING)

# PDF/UA: tagged, titled and with its language, for those who listen to a paper.
_VARIANT = "pdf/ua-1"

# Pango and the fonts that papers share are not for several threads; processes don't meet here.
_ONE_AT_A_TIME = threading.Lock()

_STYLES = {
    "certificate": ("paper", "certificate"),
    "letter": ("paper", "correspondence", "letter"),
    "signed_letter": ("paper", "correspondence", "letter"),
    "return_letter": ("paper", "correspondence", "acknowledgment"),
    "acknowledgment": ("paper", "correspondence", "acknowledgment"),
    "council": ("paper", "council"),
    "one_pager": ("paper", "one_pager"),
}


class FetchRefused(Exception):
    """A paper asked for something outside the allow-list. That is a fault of ours or an attack: no paper is made."""


class _Refusal(FatalURLFetchingError):  # type: ignore[misc]
    """The refusal as WeasyPrint wants it, which isn't an Exception; it goes no further than this module."""


class PictureMissing(Exception):
    """A paper names a picture whose bytes weren't given, or are others than when it was frozen."""


class PaperTooLong(Exception):
    """A paper has more pages than its kind may have. ``pages`` says how many."""

    def __init__(self, kind: str, pages: int, limit: int) -> None:
        self.kind, self.pages, self.limit = kind, pages, limit
        super().__init__(f"this {kind} would have {pages} pages; it may have {limit}")


class PaperFetcher(URLFetcher):  # type: ignore[misc]
    """Hands out our own art, style sheets and fonts by name, and the images made for this paper. Nothing else.

    ``log`` holds what was asked for, in order (images by their kind alone); ``refused`` what was not given. WeasyPrint
    goes on after a refusal inside an SVG, so the log is to be looked at, not only the exception.
    """

    def __init__(self, made: frozenset[str] = frozenset()) -> None:
        super().__init__(allow_redirects=False, allowed_protocols=("papers", "data"), fail_on_errors=True)
        self._made = made
        self.log: list[str] = []
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The named thing. Raises a fatal error for everything that isn't on the list."""
        del headers
        if url in self._made:
            self.log.append(url.partition(";")[0])
            return super().fetch(url)
        self.log.append(url)
        known = _allowed().get(url)
        if known is None:
            self.refused.append(url)
            raise _Refusal(url)
        path, media_type = known
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": media_type})


def render_pdf(
    paper: Paper, *, fetcher: PaperFetcher | None = None, pictures: Mapping[str, bytes] = _NO_PICTURES
) -> bytes:
    """The paper as a tagged PDF with embedded fonts, in the content's language.

    ``pictures`` are the bytes of the PNGs that it names (see `Paper.pictures`), by their SHA-256: `PictureMissing` for one that
    isn't among them, or whose bytes have another hash. They are handed on as they are, and never by an address.

    A certificate is always one page: a long name is set smaller. Raises `PaperTooLong`, and `FetchRefused` if anything
    outside our own files was asked for. Pass a ``fetcher`` to read its log afterwards; it must know the paper's
    images (see `images`).
    """
    given = _given(paper, pictures)
    fetcher = fetcher or PaperFetcher(images(paper) | frozenset(given.values()))
    pdf = b""
    try:
        with _ONE_AT_A_TIME, translation.override(paper.language):
            pdf = _drawn(paper, fetcher, given)
    except _Refusal:
        pass
    finally:
        # A laid-out paper holds on to itself in circles. Gone through at once, while they are young, they cost nothing;
        # left to the collector, they make a worker a third larger.
        gc.collect(1)
    if fetcher.refused:
        raise FetchRefused(f"papers don't read {fetcher.refused[0][:200]!r}")
    return pdf


def images(paper: Paper) -> frozenset[str]:
    """The data URIs that a paper shows and that were made for it: its QR symbol, if it has one."""
    uri = _qr(paper)
    return frozenset([uri] if uri else [])


def markup(paper: Paper, name: Setting | None = None, given: Mapping[str, str] | None = None) -> str:
    """The paper's HTML, in the language that is active.

    ``name`` says how a certificate sets the agency's name; ``given`` are the data URIs of the pictures that a letter names.
    """
    shown = given or {}
    context = {"paper": paper, "qr": _qr(paper), "name": name, "scheme": SCHEME}
    if isinstance(paper, LetterContent):
        context["letterhead"] = shown.get(paper.agency.picture, "")
        context["drawn"] = shown.get(paper.signature.picture, "") if paper.signature else ""
    return _engine().get_template(paper.TEMPLATE).render(Context(context, autoescape=True))


MODULE_PIXELS = 8
INK = "#14284b"
# ISO/IEC 18004 asks for four blank modules around a symbol.
QUIET_MODULES = 4


@lru_cache(maxsize=64)
def qr_data_uri(text: str) -> str:
    """A QR symbol of ``text`` with its quiet zone, as a ``data:image/png`` URI.

    Level M survives a creased or smudged print. A bitmap of one bit a pixel has no seams between its modules.
    """
    symbol = segno.make(text, error="m", boost_error=False, micro=False)
    uri: str = symbol.png_data_uri(scale=MODULE_PIXELS, border=QUIET_MODULES, dark=INK)
    return uri


def _given(paper: Paper, pictures: Mapping[str, bytes]) -> dict[str, str]:
    """The data URI of each picture that the paper names, by its hash."""
    given = {}
    for name in paper.pictures:
        content = pictures.get(name, b"")
        if hashlib.sha256(content).hexdigest() != name:
            raise PictureMissing(f"this {paper.KIND} shows a picture {name} that isn't at hand")
        given[name] = f"data:image/png;base64,{b64encode(content).decode()}"
    return given


def _drawn(paper: Paper, fetcher: PaperFetcher, given: Mapping[str, str]) -> bytes:
    document = _laid_out(paper, fetcher, given)
    if len(document.pages) > paper.MAX_PAGES:
        raise PaperTooLong(paper.KIND, len(document.pages), paper.MAX_PAGES)
    pdf: bytes = document.write_pdf(pdf_variant=_VARIANT)
    return pdf


def _laid_out(
    paper: Paper, fetcher: PaperFetcher, given: Mapping[str, str] = MappingProxyType({})
) -> Document:
    if not isinstance(paper, CertificateContent):
        return _layout(paper, markup(paper, given=given), fetcher)
    for name in settings_for(paper.agency):
        document = _layout(paper, markup(paper, name), fetcher)
        if len(document.pages) == 1:
            break
    return document


def _layout(paper: Paper, html: str, fetcher: PaperFetcher) -> Document:
    return HTML(string=html, base_url=SCHEME, url_fetcher=fetcher).render(
        font_config=_fonts(),
        stylesheets=[_style(f"{SCHEME}{name}.css") for name in _STYLES[paper.KIND]],
        pdf_variant=_VARIANT,
    )


def _qr(paper: Paper) -> str:
    url = getattr(paper, "symbol_url", "") or getattr(paper, "verification_url", "")
    return qr_data_uri(url) if url else ""


@cache
def _engine() -> Engine:
    """An engine of the papers' own: nothing of the site's pages, its requests or its tags reaches a paper."""
    return Engine(
        dirs=[str(settings.BASE_DIR / "templates")],
        builtins=["django.templatetags.i18n", "django.contrib.humanize.templatetags.humanize"],
        libraries={"humanize": "django.contrib.humanize.templatetags.humanize"},
    )


@cache
def _fonts() -> FontConfiguration:
    """One for the life of the process: looking through the fonts of the machine takes longer than any paper."""
    return FontConfiguration()


@cache
def _style(url: str) -> CSS:
    return CSS(url=url, url_fetcher=PaperFetcher(), font_config=_fonts())


@cache
def _allowed() -> dict[str, tuple[Path, str]]:
    """Everything that a paper may read: URL, file and media type. Listed once, from our own folders."""
    art = Path(settings.BASE_DIR) / "static" / "documents"
    serif = Path(str(files("font_source_serif_pro"))) / "files"
    allowed = {
        f"{SCHEME}{path.name}": (path, _ART[path.suffix]) for path in art.iterdir() if path.suffix in _ART
    }
    for face in _FONTS:
        name = f"SourceSerifPro-{face}.ttf"
        allowed[f"{SCHEME}{name}"] = (serif / name, "font/ttf")
    return allowed
