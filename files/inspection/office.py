"""Word and Excel files (OOXML): the archive's directory is judged before anything is unpacked, then every part is read."""

import encodings.cp437
import encodings.utf_16
import io
import stat
import struct
import zipfile
from xml.parsers import expat

from files.inspection import Refusal

MOST_UNPACKED = 50 * 1024 * 1024
MOST_RATIO = 100
MOST_ENTRIES = 1000
CHUNK = 64 * 1024

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .doc and .xls, and any Office file with a password
MAIN_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
CONTENT_TYPES = "[Content_Types].xml"
XML_ENDINGS = (".xml", ".rels", ".vml")
# Loaded while files can still be opened: zipfile and the XML parser look for them late.
CODECS = (encodings.cp437, encodings.utf_16)
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", OLD_OFFICE)
ARCHIVE = b"PK\x03\x04"


def inspect(content: bytes, kind: str) -> None:
    """Refuse what isn't a whole Word or Excel file without macros, bombs or references to the outside."""
    _inspect(content, kind, nested=False)


def _inspect(content: bytes, kind: str, *, nested: bool) -> None:
    if content.startswith(OLD_OFFICE):
        raise Refusal("office_old")
    if not content.startswith(ARCHIVE):
        raise Refusal(f"not_{kind}")
    entries = _check_end(content)
    if entries > MOST_ENTRIES:
        raise Refusal("office_bomb")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        infos = archive.infolist()
        _check_directory(infos, len(content), archive.start_dir)
        _check_main_type(archive, kind)
        for info in infos:
            _check_part(archive, info, nested=nested)


def _check_end(content: bytes) -> int:
    """The number of entries, from an end record that really ends the file and directly follows the directory.

    Whatever else there may be (a comment, data before or after, the 64-bit form) no office program writes.
    """
    end = content[-22:]
    if len(end) < 22 or not end.startswith(b"PK\x05\x06"):
        raise Refusal("damaged")
    disk, start_disk, here, entries, size, offset, comment = struct.unpack("<4xHHHHIIH", end)
    if disk or start_disk or here != entries or comment or offset + size != len(content) - 22:
        raise Refusal("damaged")
    return int(entries)


def _check_directory(infos: list[zipfile.ZipInfo], size: int, directory_at: int) -> None:
    unpacked = sum(info.file_size for info in infos)
    if len(infos) > MOST_ENTRIES or unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * size:
        raise Refusal("office_bomb")
    names = [info.filename for info in infos]
    if len(set(names)) != len(names):
        raise Refusal("damaged")
    for info in infos:
        _check_entry(info)
    # Entries that lie over each other are how a small archive unpacks to a huge one.
    free_from = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < free_from:
            raise Refusal("office_bomb")
        free_from = info.header_offset + 30 + len(info.orig_filename.encode()) + info.compress_size
    if free_from > directory_at:
        raise Refusal("office_bomb")


def _check_entry(info: zipfile.ZipInfo) -> None:
    name = info.orig_filename
    if name.startswith("/") or "\\" in name or ":" in name or "\0" in name or ".." in name.split("/"):
        raise Refusal("office_paths")
    if stat.S_IFMT(info.external_attr >> 16) == stat.S_IFLNK:
        raise Refusal("office_paths")
    if info.flag_bits & 0x1:
        raise Refusal("office_old")
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise Refusal("damaged")
    lower = name.lower()
    last = lower.rpartition("/")[2]
    if last.startswith(("vbaproject", "vbadata")) or "/activex/" in lower or "/macrosheets/" in lower:
        raise Refusal("office_macros")
    if last.startswith("oleobject"):
        raise Refusal("office_objects")


def _check_main_type(archive: zipfile.ZipFile, kind: str) -> None:
    try:
        declared = archive.read(CONTENT_TYPES)
    except KeyError:
        raise Refusal(f"not_{kind}") from None
    types = {attributes.get("ContentType", "") for attributes in _elements(declared)}
    if any("macroenabled" in one.lower() or "vbaproject" in one.lower() for one in types):
        raise Refusal("office_macros")
    if MAIN_TYPES[kind] not in types:
        raise Refusal(f"not_{kind}")


def _check_part(archive: zipfile.ZipFile, info: zipfile.ZipInfo, *, nested: bool) -> None:
    lower = info.filename.lower()
    if info.is_dir():
        return
    if lower.endswith(".rels"):
        # A link that the reader clicks is fine; what an office program would fetch by itself is not.
        for attributes in _elements(archive.read(info)):
            outside = attributes.get("TargetMode", "").lower() == "external"
            if outside and not attributes.get("Type", "").endswith("/hyperlink"):
                raise Refusal("office_external")
        return
    if lower.endswith(XML_ENDINGS):
        parser = _parser()
        with archive.open(info) as part:
            while chunk := part.read(CHUNK):
                parser.Parse(chunk, False)
        parser.Parse(b"", True)
        return
    part_content = archive.read(info)
    if part_content.startswith(PROGRAMS):
        raise Refusal("office_objects")
    if part_content.startswith(ARCHIVE):
        # The table behind a chart is an Excel file of its own.
        if nested or not lower.endswith(".xlsx"):
            raise Refusal("office_objects")
        _inspect(part_content, "xlsx", nested=True)


def _elements(xml: bytes) -> list[dict[str, str]]:
    """The attributes of every element."""
    found: list[dict[str, str]] = []
    parser = _parser()
    parser.StartElementHandler = lambda name, attributes: found.append(attributes)
    parser.Parse(xml, True)
    return found


def _parser() -> expat.XMLParserType:
    """A parser that refuses a document type: office programs write none, and entities are how XML explodes."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*_: object) -> None:
    raise Refusal("office_external")
