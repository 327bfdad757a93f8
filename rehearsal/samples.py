"""Ordinary files of every kind that is taken, made here: name, bytes."""

import io
import zipfile
from collections.abc import Callable, Iterator

import openpyxl
import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

Sample = tuple[str, str, bytes]  # what it is, its file name, its bytes

DOCX_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
XLSX_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATION_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def pdf(change: Callable[[pikepdf.Pdf], object] | None = None, pages: int = 1, **options: object) -> bytes:
    """A PDF with blank pages, changed before it is written."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(612, 792))
    if change is not None:
        change(document)
    out = io.BytesIO()
    document.save(out, **options)
    return out.getvalue()


def archive(parts: dict[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def docx_parts(main_type: str = DOCX_MAIN, **extra: bytes | str) -> dict[str, bytes | str]:
    """The parts of a Word file as Word writes them, as few as it takes."""
    return {
        "[Content_Types].xml": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main_type}"/></Types>',
        "_rels/.rels": relations(("officeDocument", "word/document.xml", "")),
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{_WORD}">'
        "<w:body><w:p><w:r><w:t>General Order 12-4: crisis response.</w:t></w:r></w:p></w:body></w:document>",
        **extra,
    }


def docx(**extra: bytes | str) -> bytes:
    """A Word file with extra or replaced parts."""
    return archive(docx_parts() | extra)


def relations(*found: tuple[str, str, str]) -> str:
    """A relationships part: each with the end of its type, its target and its mode."""
    entries = "".join(
        f'<Relationship Id="r{number}" Type="{_RELATION_TYPE}/{kind}" Target="{target}"'
        + (f' TargetMode="{mode}"/>' if mode else "/>")
        for number, (kind, target, mode) in enumerate(found)
    )
    return f'<?xml version="1.0"?><Relationships xmlns="{_RELATIONS}">{entries}</Relationships>'


def xlsx(rows: int = 3) -> bytes:
    """A workbook written by openpyxl."""
    book = openpyxl.Workbook()
    for row in range(rows):
        book.active.append([f"P{row:03}", "CIT", 40])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def picture(kind: str, mode: str = "RGB", size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    """A picture of one colour."""
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind, **options)
    return out.getvalue()


def scan(pages: int = 1, mode: str = "L", size: tuple[int, int] = (850, 1100), **options: object) -> bytes:
    """A TIFF as an office scans: each page in another gray."""
    sheets = [Image.new(mode, size, 255 - number % 200) for number in range(pages)]
    out = io.BytesIO()
    sheets[0].save(out, "TIFF", save_all=True, append_images=sheets[1:], dpi=(100, 100), **options)
    return out.getvalue()


def form(*, script: str = "", document: pikepdf.Pdf | None = None) -> pikepdf.Pdf:
    """A PDF with a field that is filled in, and a script that looks at what is typed there if there is one."""
    document = document or pikepdf.new()
    page = document.add_blank_page(page_size=(612, 792))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    field = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        FT=Name.Tx,
        T=b"signed on",
        V=b"SIGNED-ON-MAY-4",
        DA=b"/Helv 12 Tf 0 g",
        Rect=Array([72, 700, 300, 720]),
        F=4,
    )
    if script:
        field.AA = Dictionary(K=Dictionary(S=Name.JavaScript, JS=script.encode()))
    indirect = document.make_indirect(field)
    page.obj.Annots = Array([indirect])
    document.Root.AcroForm = Dictionary(
        Fields=Array([indirect]), DA=b"/Helv 12 Tf 0 g", DR=Dictionary(Font=Dictionary(Helv=font))
    )
    return document


def bytes_of(document: pikepdf.Pdf, **options: object) -> bytes:
    out = io.BytesIO()
    document.save(out, **options)
    return out.getvalue()


def valid() -> Iterator[Sample]:
    """Everything here must be taken."""
    yield from _valid_pdfs()
    yield from _valid_office()
    yield from _valid_pictures()
    yield from _valid_tables()


def _valid_pdfs() -> Iterator[Sample]:
    yield "a blank page", "mou.pdf", pdf()
    yield "capital ending", "MOU.PDF", pdf()
    yield "dots in the name", "policy.2024.01.pdf", pdf()
    yield "many pages", "manual.pdf", pdf(pages=300)
    yield "linearized", "web.pdf", pdf(linearize=True)
    for version in ("1.3", "1.4", "1.5", "1.7", "2.0"):
        yield f"version {version}", "v.pdf", pdf(force_version=version)
    for mode in pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate:
        yield f"object streams {mode.name}", "streams.pdf", pdf(object_stream_mode=mode)
    yield "spaces after the end", "spaces.pdf", pdf() + b"\n\r\n \x00"
    yield "saved twice", "twice.pdf", pdf(lambda d: d.docinfo.update({"/Title": "Policy"}))

    def opens_at_a_page(document: pikepdf.Pdf) -> None:
        document.Root.OpenAction = Array([document.pages[0].obj, Name.Fit])

    def opens_by_an_action(document: pikepdf.Pdf) -> None:
        document.Root.OpenAction = Dictionary(S=Name.GoTo, D=Array([document.pages[0].obj, Name.Fit]))

    def links(document: pikepdf.Pdf) -> None:
        action = Dictionary(Type=Name.Action, S=Name.URI, URI=b"https://www.example.org/")
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
        document.pages[0].obj.Annots = Array([document.make_indirect(link)])

    def bookmarks(document: pikepdf.Pdf) -> None:
        with document.open_outline() as outline:
            chapter = pikepdf.OutlineItem("One", 0)
            chapter.children.append(pikepdf.OutlineItem("One point one", 0))
            outline.root.extend([chapter, pikepdf.OutlineItem("Two", 0)])

    for what, change in {
        "opens at a page": opens_at_a_page,
        "opens by a jump": opens_by_an_action,
        "web links": links,
        "bookmarks": bookmarks,
    }.items():
        yield what, "policy.pdf", pdf(change)


def _valid_office() -> Iterator[Sample]:
    yield "Word", "policy.docx", docx()
    yield "Word, stored", "policy.docx", archive(docx_parts(), zipfile.ZIP_STORED)
    links = relations(("hyperlink", "https://www.example.org/", "External"))
    yield "Word with a web link", "policy.docx", docx(**{"word/_rels/document.xml.rels": links})
    yield "Word with a picture", "policy.docx", docx(**{"word/media/image1.png": picture("PNG")})
    yield "Word with a chart", "policy.docx", docx(**{"word/embeddings/Microsoft_Excel_Sheet1.xlsx": xlsx()})
    in_utf16 = '<?xml version="1.0" encoding="UTF-16"?><settings/>'
    yield (
        "Word in UTF-16",
        "policy.docx",
        docx(**{"word/settings.xml": in_utf16.encode("utf-16")}),
    )
    yield "Excel", "training.xlsx", xlsx()
    yield "Excel, 5,000 rows", "training.xlsx", xlsx(5000)


def _valid_pictures() -> Iterator[Sample]:
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"):
        yield f"PNG {mode}", "scan.png", picture("PNG", mode)
    for mode in ("L", "RGB", "CMYK"):
        yield f"JPEG {mode}", "scan.jpg", picture("JPEG", mode)
    yield "JPEG by its long ending", "scan.JPEG", picture("JPEG")
    yield "JPEG, progressive", "scan.jpg", picture("JPEG", progressive=True)
    yield "JPEG, 34 million pixels", "letter.jpg", picture("JPEG", "L", (5100, 6600))


def _valid_tables() -> Iterator[Sample]:
    yield "CSV", "training.csv", b"officer,course\nP001,CIT\n"
    yield "CSV with semicolons", "training.csv", b"officer;course\r\nP001;CIT\r\n"
    yield "CSV UTF-8 with mark", "training.csv", "\ufefforganization\nSanté mentale\n".encode()
    yield "CSV as Excel writes it", "training.csv", "organization\nSanté mentale\n".encode("cp1252")
    yield "CSV with a line break in a cell", "training.csv", b'nature\n"two\nlines"\n'
    yield "CSV with doubled quotes", "training.csv", b'nature\n"the ""one"" partner"\n'
