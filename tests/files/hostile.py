"""Files that must not be taken, made here: what it is, its name, its bytes, and the code of the refusal."""

import io
import random
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from rehearsal.samples import (
    DOCX_MAIN,
    XLSX_MAIN,
    archive,
    docx,
    docx_parts,
    pdf,
    picture,
    relations,
    scan,
    xlsx,
)

Hostile = tuple[str, str, bytes, str]

# PDFs of these kinds are taken once what runs, starts or restricts is out of them.
MENDED = {"pdf_script": "pdf_stripped", "pdf_action": "pdf_stripped", "restricted": "pdf_unlocked"}

HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def hostile() -> Iterator[Hostile]:
    """Everything here must be refused, each with its own words."""
    yield from _names()
    yield from _mistaken()
    yield from _broken()
    yield from (one for one in _pdfs() if one[3] not in MENDED)
    yield from _scans()
    yield from _office()
    yield from _bombs()
    yield from _pictures()
    yield from _tables()


def mended() -> Iterator[Hostile]:
    """PDFs that hold something harmful or a restriction, and are taken without it: with the note that their sender reads."""
    for what, name, content, code in _pdfs():
        if code in MENDED:
            yield what, name, content, MENDED[code]


def _names() -> Iterator[Hostile]:
    for name in (
        "virus.exe", "page.html", "picture.svg", "script.js", "photo.gif", "archive.zip", "old.doc", "old.xls", "macro.docm",
        "macro.xlsm", "policy.pdf.exe", "policy", "", "policy.txt", "policy.pdf\u202efdp.exe",
        "policy.webp",
    ):  # fmt: skip
        yield f"name {name!r}", name, pdf(), "kind"
    for name in ("policy.exe.pdf", "policy.php.pdf", "page.html.pdf", "a.js.png", "x.SCR.pdf", "y.hta.docx"):
        yield f"hidden ending {name}", name, pdf(), "name"


def _mistaken() -> Iterator[Hostile]:
    """Each kind under each other kind's name, and things that are no kind at all under every name."""
    real = {"pdf": pdf(), "docx": docx(), "xlsx": xlsx(), "png": picture("PNG"), "jpg": picture("JPEG")}
    for ending in (*real, "csv"):
        for kind, content in real.items():
            if kind != ending:
                code = "*" if ending == "csv" else f"not_{ending}"
                yield f"{kind} as {ending}", f"file.{ending}", content, code
        yield f"nothing as {ending}", f"file.{ending}", b"", "empty"
        for what, content in {
            "HTML": HTML, "SVG": SVG, "0xFF": b"\xff" * 3000, "zeros": b"\x00" * 3000, "a program": b"MZ\x90\x00" + b"\x00" * 900,
            "RTF": rb"{\rtf1\ansi hello}", "old Word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 900,
            "noise": random.Random(7).randbytes(5000),  # noqa: S311
        }.items():  # fmt: skip
            yield f"{what} as {ending}", f"file.{ending}", content, "*"


def _broken() -> Iterator[Hostile]:
    """Cut short, and with bytes changed in the middle."""
    whole = {
        "pdf": pdf(pages=5),
        "docx": docx(),
        "xlsx": xlsx(),
        "png": picture("PNG"),
        "jpg": picture("JPEG", size=(600, 400)),
    }
    for ending, content in whole.items():
        for share in (10, 50, 90, 99):
            yield f"{share} % of a {ending}", f"file.{ending}", content[: len(content) * share // 100], "*"
    damaged = bytearray(whole["docx"])
    damaged[60:90] = b"\x00" * 30
    yield "a Word file with a hole", "file.docx", bytes(damaged), "*"
    yield "a PDF without its table", "file.pdf", whole["pdf"].replace(b"startxref", b"startxxxx"), "*"
    yield "not well-formed XML", "file.docx", docx(**{"word/document.xml": "<w:document>"}), "damaged"


def _pdfs() -> Iterator[Hostile]:
    script = Dictionary(Type=Name.Action, S=Name.JavaScript, JS=b"app.alert(1)")
    launch = Dictionary(Type=Name.Action, S=Name.Launch, F=b"cmd.exe")

    def refused(what: str, code: str, **root: object) -> Hostile:
        def change(document: pikepdf.Pdf) -> None:
            for key, value in root.items():
                document.Root[f"/{key}"] = value

        # In object streams nothing can be found by looking for words.
        return what, "policy.pdf", pdf(change, object_stream_mode=pikepdf.ObjectStreamMode.generate), code

    yield refused("opens with a script", "pdf_script", OpenAction=script)
    yield refused("opens a program", "pdf_action", OpenAction=launch)
    yield refused("prints when opened", "pdf_action", OpenAction=Dictionary(S=Name.Named, N=Name.Print))
    yield refused(
        "opens a page on the web", "pdf_action", OpenAction=Dictionary(S=Name.URI, URI=b"https://example.org")
    )
    yield refused(
        "named script", "pdf_script", Names=Dictionary(JavaScript=Dictionary(Names=Array([b"a", script])))
    )
    yield refused("script when it closes", "pdf_script", AA=Dictionary(WC=script))
    yield refused(
        "script under a key of its own", "pdf_script", PieceInfo=Dictionary(X=Array([Array([script])]))
    )
    yield refused("form with XFA", "pdf_form", AcroForm=Dictionary(XFA=b"<xdp/>", Fields=Array([])))
    yield refused("portfolio", "pdf_attachment", Collection=Dictionary(Type=Name.Collection))
    for kind in ("SubmitForm", "ImportData", "GoToR", "GoToE", "Launch", "Movie", "Sound"):
        action = Dictionary(Type=Name.Action, S=Name(f"/{kind}"))

        def linked(document: pikepdf.Pdf, action: pikepdf.Dictionary = action) -> None:
            link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
            document.pages[0].obj.Annots = Array([link])

        yield f"link that does {kind}", "policy.pdf", pdf(linked), "pdf_action"
    for kind in ("FileAttachment", "RichMedia", "3D", "Screen", "Movie"):
        note = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([0, 0, 9, 9]))

        def noted(document: pikepdf.Pdf, note: pikepdf.Dictionary = note) -> None:
            document.pages[0].obj.Annots = Array([note])

        yield f"annotation {kind}", "policy.pdf", pdf(noted), "pdf_attachment"

    def attached(document: pikepdf.Pdf) -> None:
        document.attachments["malware.exe"] = b"MZ"

    def orphaned(document: pikepdf.Pdf) -> None:
        document.Root.PieceInfo = document.make_indirect(Stream(document, b"MZ", Type=Name.EmbeddedFile))

    def circular(document: pikepdf.Pdf) -> None:
        first, second = (document.make_indirect(Dictionary(Title=b"x")) for _ in range(2))
        first.Next, second.Next = second, first
        document.Root.Outlines = document.make_indirect(
            Dictionary(Type=Name.Outlines, First=first, Last=second)
        )

    def crowded(document: pikepdf.Pdf) -> None:
        document.Root.Crowd = Array([document.make_indirect(Dictionary(N=n)) for n in range(100_000)])

    yield "attachment", "policy.pdf", pdf(attached), "pdf_attachment"
    yield "embedded file that nothing lists", "policy.pdf", pdf(orphaned), "pdf_attachment"
    yield "circular bookmarks", "policy.pdf", pdf(circular), "damaged"
    yield (
        "100,000 objects",
        "policy.pdf",
        pdf(crowded, object_stream_mode=pikepdf.ObjectStreamMode.generate),
        "pdf_too_much",
    )
    yield "no pages", "policy.pdf", pdf(pages=0), "damaged"
    for level in (2, 4, 6):
        locked = pikepdf.Encryption(owner="owner", user="user", R=level, aes=level >= 4, metadata=level >= 4)
        yield f"password, level {level}", "policy.pdf", pdf(encryption=locked), "pdf_encrypted"
        opened = pikepdf.Encryption(owner="owner", user="", R=level, aes=level >= 4, metadata=level >= 4)
        yield f"restricted, level {level}", "policy.pdf", pdf(encryption=opened), "restricted"
    plain = pdf()
    yield "text before", "policy.pdf", b"hello\n" + plain, "not_pdf"
    yield "HTML before", "policy.pdf", HTML + plain, "not_pdf"
    yield "HTML after", "policy.pdf", plain + HTML, "pdf_trailing"
    yield "an archive after", "policy.pdf", plain + archive({"a": "b"}), "pdf_trailing"
    commented = io.BytesIO(plain)
    with zipfile.ZipFile(commented, "a") as file:
        file.writestr("a", "b")
        file.comment = b"%%EOF"
    yield "an archive whose comment ends like a PDF", "policy.pdf", commented.getvalue(), "pdf_trailing"
    start = plain.rindex(b"startxref")
    looping = (
        plain[:start].replace(b"trailer <<", b"trailer << /Prev %d" % plain.rindex(b"xref\n", 0, start), 1)
        + plain[start:]
    )
    yield "a table that refers back to itself", "policy.pdf", looping, "*"


def _office() -> Iterator[Hostile]:
    macro = "application/vnd.ms-word.document.macroEnabled.main+xml"
    yield "macros renamed", "a.docx", archive(docx_parts(macro)), "office_macros"
    yield "a macro project", "a.docx", docx(**{"word/vbaProject.bin": b"\xd0\xcf"}), "office_macros"
    yield "a control", "a.docx", docx(**{"word/activeX/activeX1.bin": b"x"}), "office_macros"
    yield (
        "a template",
        "a.docx",
        archive(docx_parts(DOCX_MAIN.replace("document.main", "template.main"))),
        "not_docx",
    )
    yield "a workbook's type", "a.docx", archive(docx_parts(XLSX_MAIN)), "not_docx"
    yield "an embedded object", "a.docx", docx(**{"word/embeddings/oleObject1.bin": b"x"}), "office_objects"
    yield "an embedded program", "a.docx", docx(**{"word/media/image1.png": b"MZ\x90\x00"}), "office_objects"
    yield "an embedded archive", "a.docx", docx(**{"word/media/x.zip": archive({"a": "b"})}), "office_objects"
    empty = docx(**{"word/embeddings/a.xlsx": archive({"x": "y"})})
    yield "an embedded workbook that is none", "a.docx", empty, "not_xlsx"
    for kind in ("attachedTemplate", "image", "oleObject", "frame", "subDocument", "externalLinkPath"):
        outside = relations((kind, "https://example.org/x", "External"))
        yield (
            f"refers to {kind}",
            "a.docx",
            docx(**{"word/_rels/document.xml.rels": outside}),
            "office_external",
        )
    dtd = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'
    yield "a document type", "a.docx", docx(**{"word/document.xml": dtd}), "office_external"
    in_utf16 = dtd.replace("?>", ' encoding="UTF-16"?>', 1)
    yield (
        "a document type in UTF-16",
        "a.docx",
        docx(**{"word/document.xml": in_utf16.encode("utf-16")}),
        "office_external",
    )
    laughs = (
        '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
        + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
        + "]><l>&j;</l>"
    )
    yield "a billion laughs", "a.docx", docx(**{"word/document.xml": laughs}), "office_external"
    yield "laughs in the types", "a.docx", docx(**{"[Content_Types].xml": laughs}), "office_external"
    for path in ("/etc/passwd", "../../etc/passwd", "word/../../x.xml", "C:/x.xml", "word\\x.xml"):
        yield f"path {path}", "a.docx", docx(**{path: "<x/>"}), "office_paths"
    link = io.BytesIO()
    with zipfile.ZipFile(link, "w") as file:
        for name, content in docx_parts().items():
            file.writestr(name, content)
        entry = zipfile.ZipInfo("word/link.xml")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(entry, "/etc/passwd")
    yield "a symbolic link", "a.docx", link.getvalue(), "office_paths"
    yield "text before", "a.docx", b"#!/bin/sh\n" + docx(), "not_docx"
    yield "text after", "a.docx", docx() + HTML, "damaged"
    yield "a PDF after", "a.docx", docx() + pdf(), "damaged"
    yield "only an archive", "a.docx", archive({"a.txt": "b"}), "not_docx"
    locked = bytearray(docx())
    for at in _headers(bytes(locked)):
        locked[at] |= 1
    yield "a password on the archive", "a.docx", bytes(locked), "office_old"


def _bombs() -> Iterator[Hostile]:
    yield (
        "one part of 200 MB",
        "a.xlsx",
        docx(**{"word/big.xml": b"<a>" + b" " * 200_000_000 + b"</a>"}),
        "office_bomb",
    )
    yield (
        "200 times its size",
        "a.docx",
        docx(**{"word/big.xml": b"<a>" + b" " * 5_000_000 + b"</a>"}),
        "office_bomb",
    )
    many = {f"word/p{number}.xml": "<a/>" for number in range(1001)}
    yield "1,004 parts", "a.docx", docx(**many), "office_bomb"
    inner = archive({"word/big.xml": b" " * 20_000_000})
    yield "a bomb in a bomb", "a.docx", docx(**{"word/embeddings/a.xlsx": inner}), "office_bomb"
    yield "entries over each other", "a.docx", _overlapping(), "office_bomb"
    understated = docx(**{"word/big.xml": b"<a>" + b"x" * 3_000_000 + b"</a>"})
    size = struct.pack("<I", 3_000_007)
    yield "a size that isn't true", "a.docx", understated.replace(size, struct.pack("<I", 10)), "damaged"
    deep = "<a>" * 300_000 + "</a>" * 300_000
    yield "very deep XML", "a.docx", docx(**{"word/deep.xml": deep}), "office_bomb"


def _pictures() -> Iterator[Hostile]:
    yield "a flood of pixels", "a.png", _huge_png(50_000, 50_000), "picture_too_large"
    yield "41 million pixels", "a.png", _huge_png(8200, 5000), "picture_too_large"
    yield "no height", "a.png", _huge_png(10, 0), "*"
    yield "HTML after a PNG", "a.png", picture("PNG") + HTML, "picture_trailing"
    yield "a program after a PNG", "a.png", picture("PNG") + b"MZ", "picture_trailing"
    yield "a GIF", "a.png", picture("GIF"), "not_png"
    yield "a PNG without its last chunk", "a.png", picture("PNG")[:-12], "damaged"
    wrong = bytearray(picture("PNG", size=(300, 300)))
    wrong[60] ^= 0xFF
    yield "a PNG with a wrong checksum", "a.png", bytes(wrong), "damaged"
    text = b"comment\x00\x00" + zlib.compress(b"x" * 100_000_000)
    yield "a bomb in a PNG's text", "a.png", _with_chunk(b"zTXt", text), "*"


def _scans() -> Iterator[Hostile]:
    whole = scan(2)
    yield "a JPEG as TIFF", "scan.tif", picture("JPEG"), "not_tiff"
    yield "a PDF as TIFF", "scan.tiff", pdf(), "not_tiff"
    for share in (1, 10, 50, 90):
        yield f"{share} % of a TIFF", "scan.tif", whole[: len(whole) * share // 100], "*"
    yield "101 pages", "scan.tif", scan(101, size=(8, 8)), "tiff_too_long"
    large = bytearray(scan(1))
    for tag in (256, 257):  # what it says of its width and height
        at = large.index(struct.pack("<HHI", tag, 4, 1)) + 8
        large[at : at + 4] = struct.pack("<I", 50_000)
    yield "a flood of pixels in a TIFF", "scan.tif", bytes(large), "picture_too_large"


def _tables() -> Iterator[Hostile]:
    yield "UTF-16", "a.csv", "officer,course\nP001,CIT\n".encode("utf-16"), "csv_encoding"
    yield "UTF-16 without mark", "a.csv", "officer,course\n".encode("utf-16-le"), "csv_encoding"
    yield "a NUL", "a.csv", b"officer,cou\x00rse\n", "csv_encoding"
    yield "control characters", "a.csv", b"officer\x1b[2J,course\n", "csv_encoding"
    yield (
        "neither UTF-8 nor Windows",
        "a.csv",
        b"officer,\x81\x8d\x8f\x90,course and more text\n",
        "csv_encoding",
    )
    yield "an open quote", "a.csv", b'officer,"course\nP001,CIT\n', "csv_quotes"
    yield "text after a quote", "a.csv", b'"officer"x,course\n', "csv_quotes"
    yield "a cell of 200,000 characters", "a.csv", b"a," + b"x" * 200_000, "csv_quotes"
    yield "blank", "a.csv", b" \n\r\n \n", "empty"
    yield "600,000 rows", "a.csv", b"a,b\n" * 600_000, "csv_too_long"
    yield "XML", "a.csv", b'<?xml version="1.0"?><a/>', "not_csv"
    yield "HTML after spaces", "a.csv", b"  \n" + HTML, "not_csv"


def _headers(content: bytes) -> Iterator[int]:
    """Where the flags of each entry are, in the local headers and in the directory."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        for info in file.infolist():
            yield info.header_offset + 6
        at = file.start_dir
        for info in file.infolist():
            yield at + 8
            at += 46 + len(info.orig_filename) + len(info.extra) + len(info.comment)


def _overlapping() -> bytes:
    """A hundred names for one and the same 100 KB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in docx_parts().items():
            file.writestr(name, content)
        file.writestr("word/x.xml", b"<a>" + random.Random(3).randbytes(50_000).hex().encode() + b"</a>")  # noqa: S311
        kernel = file.infolist()[-1]
        for number in range(100):
            copy = zipfile.ZipInfo(f"word/x{number}.xml")
            for field in ("header_offset", "file_size", "compress_size", "CRC", "compress_type", "flag_bits"):
                setattr(copy, field, getattr(kernel, field))
            file.filelist.append(copy)
            file.NameToInfo[copy.filename] = copy
    return out.getvalue()


def _huge_png(width: int, height: int) -> bytes:
    """A PNG that says how large it is, and holds next to nothing."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(b"\x00" * 1000)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def _with_chunk(kind: bytes, data: bytes) -> bytes:
    whole = picture("PNG")
    return whole[:33] + _chunk(kind, data) + whole[33:]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
