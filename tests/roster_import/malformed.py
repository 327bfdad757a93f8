"""A hundred files that something is wrong with, made here so that each says what it is."""

import gzip
import io
import zipfile
from collections.abc import Callable

from openpyxl import Workbook

from tests.roster_import.samples import ROSTER, table, workbook

Content = bytes
GOOD = table(ROSTER).encode()
GOOD_XLSX = workbook(Roster=ROSTER)
HEADINGS = b"Badge #,Officer Name,Rank,Hire Date,Sworn\r\n"
TRAINING = b"Employee ID,Course Title,Completion Date,Hours,Status\r\n"


def archive(parts: dict[str, bytes]) -> bytes:
    """A zip of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return out.getvalue()


def repacked(change: Callable[[str, bytes], bytes | None], *, more: dict[str, bytes] | None = None) -> bytes:
    """The good workbook with its parts changed (None drops one), and others added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(GOOD_XLSX)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for info in before.infolist():
            part = change(info.filename, before.read(info))
            if part is not None:
                after.writestr(info.filename, part)
        for name, part in (more or {}).items():
            after.writestr(name, part)
    return out.getvalue()


def sheet(xml: bytes) -> bytes:
    """The good workbook with another sheet in it."""
    return repacked(lambda name, part: xml if name == "xl/worksheets/sheet1.xml" else part)


def same(name: str, part: bytes) -> bytes:
    return part


def declared(size: int) -> bytes:
    """The good workbook, whose sheet is said to unpack to ``size`` bytes, in both places that say so."""
    packed = bytearray(GOOD_XLSX)
    name = b"xl/worksheets/sheet1.xml"
    for mark, before_size, before_name in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        at = packed.find(mark)
        while packed[at + before_name : at + before_name + len(name)] != name:
            at = packed.index(mark, at + 1)
        packed[at + before_size : at + before_size + 4] = size.to_bytes(4, "little")
    return bytes(packed)


def roster(*rows: str) -> bytes:
    return HEADINGS + "".join(f"{row}\r\n" for row in rows).encode()


def training(*rows: str) -> bytes:
    return TRAINING + "".join(f"{row}\r\n" for row in rows).encode()


OK = "KNOWN,MHFA,2024-01-01,8,Completed"
NS = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def macro_book() -> bytes:
    return repacked(same, more={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0macro"})


def merged() -> bytes:
    book = Workbook()
    page = book.active
    for row in ROSTER:
        page.append(row)
    page.merge_cells("A2:A3")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def formulas() -> bytes:
    book = Workbook()
    page = book.active
    page.append(ROSTER[0])
    page.append(["=1+1", '=HYPERLINK("http://x")', "=cmd|' /C calc'!A0", "=TODAY()", "Yes"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# Whole files that can't be read as a table.
UNREADABLE: dict[str, Content] = {
    "empty": b"",
    "only blanks": b"  \r\n \r\n",
    "only commas": b",,,,\r\n,,,,\r\n",
    "only a mark": b"\xef\xbb\xbf",
    "only an utf-16 mark": b"\xff\xfe",
    "only headings": HEADINGS,
    "only headings in a workbook": workbook(Roster=ROSTER[:1]),
    "a workbook without cells": workbook(Empty=[]),
    "a PDF": b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n%%EOF",
    "a PNG": b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
    "a JPEG": b"\xff\xd8\xff\xe0" + b"\0" * 50,
    "a web page named .xls": b"<html><table><tr><td>Badge</td></tr></table></html>",
    "a web page behind blanks": b"\r\n\r\n  <!DOCTYPE html><html></html>",
    "XML": b"<?xml version='1.0'?><rows><row/></rows>",
    "JSON": b'[{"badge": "P001"}]',
    "rich text": b"{\\rtf1\\ansi Badge}",
    "gzip": gzip.compress(GOOD),
    "RAR": b"Rar!\x1a\x07\x00" + b"\0" * 20,
    "7z": b"7z\xbc\xaf\x27\x1c" + b"\0" * 20,
    "a database": b"SQLite format 3\0" + b"\0" * 100,
    "old Excel": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512,
    "random bytes": bytes((n * 89 + 7) % 256 for n in range(5000)),
    "zeros": b"\0" * 5000,
    "text full of NULs": b"B\0\0\0a\0\0\0d\0\0\0g\0\0\0e\0\0\0\n\0\0\0" * 50,
    "UTF-16 that breaks off": "Badge,Rank\r\nP1,Sgt\r\n".encode("utf-16") + b"\x41",
    "half of it control characters": b"Badge,Rank\r\n" + b"P\x01\x02\x03,\x04Sgt\r\n" * 40,
    "a quotation mark that swallows what follows": (
        HEADINGS + b'P1,A,Sgt,2020-01-01,Yes\r\nP2,"B,Sgt,2020-01-01,Yes\r\nP3,C,Sgt,2020-01-01,Yes\r\n'
    ),
    "a quotation mark never closed": HEADINGS + b'P1,"' + b"x" * 40_000,
    "a cell as long as a book": HEADINGS + b"P1," + b"x" * 100_000 + b"\r\n",
    "ten thousand columns": (",".join(f"c{n}" for n in range(10_000)) + "\r\n" + "1," * 10_000).encode(),
    "a workbook with two thousand columns": workbook(Wide=[[f"c{n}" for n in range(2000)], ["1"] * 2000]),
    "a zip that is no workbook": archive({"notes.txt": b"hello"}),
    "a workbook cut in half": GOOD_XLSX[: len(GOOD_XLSX) // 2],
    "a workbook without its last byte": GOOD_XLSX[:-1],
    "a workbook with something behind it": GOOD_XLSX + b"more",
    "a workbook behind something": b"more" + GOOD_XLSX,
    "only the beginning of a workbook": GOOD_XLSX[:4],
    "a workbook without its list of sheets": repacked(lambda n, p: None if n == "xl/workbook.xml" else p),
    "a workbook without its sheet": repacked(lambda n, p: None if n.startswith("xl/worksheets/") else p),
    "a sheet of broken XML": sheet(b"<worksheet><sheetData><row>"),
    "a sheet that is no XML": sheet(b"hello"),
    "an empty sheet part": sheet(b""),
    "a billion laughs": sheet(
        b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><worksheet><sheetData>&b;</sheetData></worksheet>'
    ),
    "a zip bomb": sheet(b"<worksheet " + NS + b"><sheetData>" + b" " * 60_000_000 + b"</sheetData></worksheet>"),
    "a sheet declared as two gigabytes": declared(2**31),
    "a cell of many megabytes": sheet(
        b"<worksheet " + NS + b'><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>' + b"x" * 52_000_000
        + b"</t></is></c></row></sheetData></worksheet>"
    ),
    "thousands of entries": repacked(same, more={f"xl/media/{n}.xml": b"<x/>" for n in range(1200)}),
    "a path that climbs out": repacked(same, more={"../../etc/passwd": b"x"}),
    "macros": macro_book(),
    "a table two million rows and sixteen thousand columns wide": sheet(
        b"<worksheet " + NS + b'><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    ),
}  # fmt: skip

UNREADABLE |= {
    "half a pair in UTF-16": b"\xff\xfe" + "Badge,Rank\r\n".encode("utf-16-le") + b"\x00\xd8,\x00S\x00\r\x00\n\x00",
    "a tape archive": b"Badge,Rank\0" + b"\0" * 500 + b"ustar\0" + b"\0" * 600,
    "an OpenDocument table": archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}),
    "a workbook without its content types": repacked(lambda n, p: None if n.startswith("[Content") else p),
    "rows and cells without places": sheet(
        b"<worksheet " + NS + b'><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="x"><c r="??"><v>z</v></c></row>'
        b"</sheetData></worksheet>"
    ),
}  # fmt: skip

# Some of what is said of whole files: what it is, and what to do.
SAID = {
    "empty": ("is empty", "Choose another one"),
    "only headings": ("no rows below", "Choose another file"),
    "a PDF": ("a PDF, not a table", "Export the table"),
    "old Excel": ("a password or is in the old format", "Save it as .xlsx"),
    "a workbook cut in half": ("damaged or incomplete", "save it again as .xlsx"),
    "a zip bomb": ("too large", "Save each sheet as CSV UTF-8"),
    "a sheet declared as two gigabytes": ("too large", "Save each sheet as CSV UTF-8"),
    "a billion laughs": ("outside itself", "save it as CSV UTF-8"),
    "ten thousand columns": ("10000 columns", "Delete the ones that aren't needed"),
    "a quotation mark that swallows what follows": ("from line 3 on", "quotation mark"),
    "a quotation mark never closed": ("from line 2 on", "quotation mark"),
    "zeros": ("isn't a text file", "Export the table"),
    "macros": ("contains macros", "Save it without them"),
    "a web page named .xls": ("web page", "save it as .xlsx"),
    "gzip": ("compressed", "Unzip it"),
}

# Files that can be read, with the rows that are refused and how many officers and records come in all the same.
PARTLY: dict[str, tuple[Content, set[int], int, int]] = {
    "the year 0202": (roster("P1,A,Sgt,0202-01-01,Yes", "P2,B,Sgt,2020-01-01,Yes"), {2}, 1, 0),
    "the year 2999": (roster("P1,A,Sgt,2999-01-01,Yes"), {2}, 0, 0),
    "the 30th of February": (roster("P1,A,Sgt,2020-02-30,Yes", "P2,B,Sgt,2020-02-29,Yes"), {2}, 1, 0),
    "month 13": (roster("P1,A,Sgt,2020-13-01,Yes", "P2,B,Sgt,2020-12-01,Yes"), {2}, 1, 0),
    "a date in words": (roster("P1,A,Sgt,long ago,Yes", "P2,B,Sgt,2020-12-01,Yes"), {2}, 1, 0),
    "a date with letters": (roster("P1,A,Sgt,2020-I2-01,Yes", "P2,B,Sgt,2020-12-01,Yes"), {2}, 1, 0),
    "IDs and ranks that look-ups didn't find": (
        roster("#N/A,A,Sgt,2020-01-01,Yes", "NULL,A,Sgt,2020-01-01,Yes", "P3,NULL,#N/A,2020-01-01,Yes"), {2, 3}, 1, 0,
    ),
    "a date and thirty thousand spaces": (roster(f"P1,A,Sgt,1/1/2024{' ' * 30_000}x,Yes", "P2,B,Sgt,2020-12-01,Yes"), {2}, 1, 0),
    "a date of thirty thousand letters": (roster(f"P1,A,Sgt,{'a' * 30_000},Yes", "P2,B,Sgt,2020-12-01,Yes"), {2}, 1, 0),
    "hours of thirty thousand digits": (training(f"KNOWN,CIT,2024-01-01,{'9' * 30_000},Completed", OK), {2}, 0, 1),
    "Arabic digits": (
        roster("P1,A,Sgt,\u0662\u0660\u0662\u0664-\u0660\u0661-\u0660\u0661,Yes", "P2,B,Sgt,2020-12-01,Yes"), {2}, 1, 0,
    ),
    "digits of double width": (roster("P1,A,Sgt,\uff12\uff10\uff12\uff14-01-01,Yes", "P2,B,Sgt,2020-12-01,Yes"), {2}, 1, 0),
    "a raised two": (training("KNOWN,CIT,2024-01-01,\u00b2,Completed", OK), {2}, 0, 1),
    "a sign without width in an ID": (roster("P\u200b1,A,Sgt,2020-01-01,Yes", "P2,B,Sgt,2020-12-01,Yes"), {2}, 1, 0),
    "a picture of joined signs as an ID": (
        roster("\U0001f46e\u200d\u2640\ufe0f1,A,Sgt,2020-01-01,Yes", "P2,B,Sgt,2020-12-01,Yes"), {2}, 1, 0,
    ),
    "every day bad": (
        b"Badge,Hire Date,Term Date,LOA Date\r\nP1,x,y,z\r\nP2,2020-01-01,z,2019-01-01\r\nP3,,2020-01-01,\r\n", {2, 3}, 1, 0,
    ),
    "no officer ID": (roster(",A,Sgt,2020-01-01,Yes", "P2,B,Sgt,2020-12-01,Yes"), {2}, 1, 0),
    "an ID that a spreadsheet shortened": (roster("1.23E+05,A,Sgt,2020-01-01,Yes", "P2,B,Sgt,2020-12-01,Yes"), {2}, 1, 0),
    "an ID of blanks": (roster("   ,A,Sgt,2020-01-01,Yes", "P2,B,Sgt,2020-12-01,Yes"), {2}, 1, 0),
    "an ID that is too long": (roster("P" * 41 + ",A,Sgt,2020-01-01,Yes", "P2,B,Sgt,2020-12-01,Yes"), {2}, 1, 0),
    "a name that is too long": (roster(f"P1,{'A' * 121},Sgt,2020-01-01,Yes", "P2,B,Sgt,2020-12-01,Yes"), {2}, 1, 0),
    "a NUL in an ID": (roster("P\x001,A,Sgt,2020-01-01,Yes", "P2,B,Sgt,2020-12-01,Yes"), {2}, 1, 0),
    "a NUL in a name": (roster("P1,A\x00,Sgt,2020-01-01,Yes", "P2,B,Sgt,2020-12-01,Yes"), {2}, 1, 0),
    "a NUL in a rank": (roster("P1,A,S\x00gt,2020-01-01,Yes", "P2,B,Sgt,2020-12-01,Yes"), {2}, 1, 0),
    "a NUL in a day": (roster("P1,A,Sgt,2020-01-\x0001,Yes", "P2,B,Sgt,2020-12-01,Yes"), {2}, 1, 0),
    "a NUL in a yes": (roster("P1,A,Sgt,2020-01-01,Y\x00es", "P2,B,Sgt,2020-12-01,Yes"), {2}, 1, 0),
    "a NUL in a course": (training("KNOWN,C\x00IT,2024-01-01,40,Completed", OK), {2}, 0, 1),
    "a NUL in UTF-16": (
        b"\xff\xfe" + roster("P1,A\x00,Sgt,2020-01-01,Yes", "P2,B,Sgt,2020-12-01,Yes").decode().encode("utf-16-le"), {2}, 1, 0,
    ),
    "a NUL in a workbook": (
        repacked(lambda n, p: p.replace(b"Sergeant", b"S_x0000_ergeant")), {2}, 2, 0,
    ),
    "a bell in a name": (roster("P1,A\x07,Sgt,2020-01-01,Yes", "P2,B,Sgt,2020-12-01,Yes"), {2}, 1, 0),
    "an override of direction": (roster("P1,A\u202eB,Sgt,2020-01-01,Yes", "P2,B,Sgt,2020-12-01,Yes"), {2}, 1, 0),
    "a formula as ID": (roster("=1+1,A,Sgt,2020-01-01,Yes", "P2,B,Sgt,2020-12-01,Yes"), {2}, 1, 0),
    "a formula as name": (roster("P1,=HYPERLINK(1),Sgt,2020-01-01,Yes", "P2,B,Sgt,2020-12-01,Yes"), {2}, 1, 0),
    "sworn perhaps": (roster("P1,A,Sgt,2020-01-01,Perhaps", "P2,B,Sgt,2020-12-01,Yes"), {2}, 1, 0),
    "a comma too many": (roster("P1,Diaz, Ana,Sgt,2020-01-01,Yes", "P2,B,Sgt,2020-12-01,Yes"), {2}, 1, 0),
    "two bad cells in one row": (roster("P1,A,Sgt,2020-13-01,Perhaps", "P2,B,Sgt,2020-12-01,Yes"), {2}, 1, 0),
    "every row bad": (roster(*[f",A{n},Sgt,x,Yes" for n in range(300)]), set(range(2, 302)), 0, 0),
    "hours forty": (training("KNOWN,CIT,2024-01-01,forty,Completed", OK), {2}, 0, 1),
    "no hours": (training("KNOWN,CIT,2024-01-01,,Completed", OK), {2}, 0, 1),
    "zero hours": (training("KNOWN,CIT,2024-01-01,0,Completed", OK), {2}, 0, 1),
    "fewer than no hours": (training("KNOWN,CIT,2024-01-01,-8,Completed", OK), {2}, 0, 1),
    "hours beyond all bounds": (training("KNOWN,CIT,2024-01-01,999999,Completed", OK), {2}, 0, 1),
    "hours as a power": (training("KNOWN,CIT,2024-01-01,1e308,Completed", OK), {2}, 0, 1),
    "hours that aren't a number": (training("KNOWN,CIT,2024-01-01,NaN,Completed", OK), {2}, 0, 1),
    "hours with thousands": (training('KNOWN,CIT,2024-01-01,"1,040",Completed', OK), {2}, 0, 1),
    "a status nobody knows": (training("KNOWN,CIT,2024-01-01,40,Zork", OK), {2}, 0, 1),
    "a course nobody knows": (training("KNOWN,City ordinances,2024-01-01,40,Completed", OK), {2}, 0, 1),
    "no course": (training("KNOWN,,2024-01-01,40,Completed", OK), {2}, 0, 1),
    "no date": (training("KNOWN,CIT,,40,Completed", OK), {2}, 0, 1),
    "completed in the future": (training("KNOWN,CIT,2090-01-01,40,Completed", OK), {2}, 0, 1),
    "somebody unknown": (training("NOBODY,CIT,2024-01-01,40,Completed", OK), {2}, 0, 1),
    "an officer of another agency": (training("FOREIGN,CIT,2024-01-01,40,Completed", OK), {2}, 0, 1),
    "the ID in small letters": (training("known,CIT,2024-01-01,40,Completed", OK), {2}, 0, 1),
    "a training told in two ways": (training("KNOWN,CIT,2024-01-01,40,Passed", "KNOWN,CIT,2024-01-01,38,Passed"), {2, 3}, 0, 0),
    "merged cells": (merged(), {3}, 2, 0),
    "formulas in a workbook": (formulas(), {2}, 0, 0),
    "left before hired": (
        b"Badge,Hire Date,Separation Date\r\nP1,2020-01-01,2019-01-01\r\nP2,2020-01-01,\r\n", {2}, 1, 0,
    ),
    "left on no day of the calendar": (
        b"Badge,Hire Date,Separation Date\r\nP1,2020-01-01,soon\r\nP2,2020-13-01,2021-01-01\r\nP3,2020-01-01,\r\n",
        {2, 3}, 1, 0,
    ),
    "a certificate that ends before it begins": (
        b"Badge,Course,Date,Hours,Expires\r\nKNOWN,CIT,2024-01-01,40,2023-01-01\r\n", {2}, 0, 0,
    ),
}  # fmt: skip

# Some of what is said of rows: the column, what is wrong, and how to fix it.
MENDED = {
    "the year 0202": ("D", "the year 0202", "write the year in full"),
    "hours forty": ("D", "“forty” isn't a number of hours", "write digits"),
    "an ID that a spreadsheet shortened": ("A", "that a spreadsheet shortened", "write the ID in full"),
    "IDs and ranks that look-ups didn't find": ("A", "“#N/A” stands for an empty cell", "officer's ID"),
    "a NUL in an ID": ("A", "characters that aren't text", "write it again"),
    "a formula as name": ("B", "is a formula", "put its value in its place"),
    "merged cells": ("A", "no officer ID", "also where cells are merged"),
    "month 13": ("D", "isn't a day of the calendar", "write year-month-day"),
    "completed in the future": ("C", "in the future", "needs the status"),
}

# Odd files that are nevertheless taken whole: how many officers and records come of each.
ODD: dict[str, tuple[Content, int, int]] = {
    "signs that fill in messages": (roster("P%(line)s,%s%d,100%,2020-01-01,Yes", "P%(line)s,x,50%,2020-01-02,Yes"), 1, 0),
    "one officer told in two ways over and over": (roster(*["P1,A,Sgt,,", "P1,A,Lt,,"] * 500), 1, 0),
    "one officer, two ranks": (roster("P1,A,Sgt,2020-01-01,Yes", "P1,A,Chief,2020-01-01,Yes"), 1, 0),
    "one officer, two days of hiring": (roster("P1,A,Sgt,2020-01-01,Yes", "P1,A,Sgt,2021-01-01,Yes"), 1, 0),
    "a first line that tells Excel the delimiter": (b"sep=;\n" + table(ROSTER, delimiter=";").encode(), 3, 0),
    "ends of lines of all kinds": (b"Badge,Rank\r\r\nP1,Sgt\n\rP2,Sgt\r\n\r\n\r\r", 2, 0),
    "page breaks and other ends of lines": (b"Badge,Rank\x0c\nP1,S\x85gt\xe2\x80\xa8x\n", 1, 0),
    "marks of a web page in a heading": (b"<b>Note</b>,Badge,Rank\n1,P1,<img src=x>\n", 1, 0),
    "three columns of IDs": (b"Badge,Badge,Badge\r\nP1,P2,P3\r\n", 1, 0),
    "rows of all lengths": (b"Badge,Rank\r\n" + b"".join(b"P%d%s\r\n" % (n, b"," * (n % 50)) for n in range(500)), 500, 0),
    "a workbook without its styles": (repacked(lambda n, p: None if n.endswith("styles.xml") else p), 3, 0),
    "a NUL in a heading": (b"Badge,Ra\x00nk\r\nP1,Sgt\r\n", 1, 0),
    "a NUL in a column that isn't imported": (b"Badge,Locker color\r\nP1,blu\x00e\r\n", 1, 0),
    "duplicated headings": (b"Badge,Rank,Rank,Notes,Notes\r\nP1,Sgt,Officer,a,b\r\n", 1, 0),
    "headings in line 4": (b"County PD\r\nRoster\r\n\r\n" + GOOD, 3, 0),
    "headings in line 10": (b"Line\r\n" * 9 + GOOD, 3, 0),
    "totals at the end": (GOOD + b"Total,,,,\r\nGrand total: 3,,,,\r\n", 3, 0),
    "Windows-1252": (roster("P1,Ren\u00e9e,Sgt,2020-01-01,Yes").decode().encode("cp1252"), 1, 0),
    "two encodings in one file": (
        roster("P1,Ren\u00e9e,Sgt,2020-01-01,Yes") + "P2,Zo\u00eb,Sgt,2020-01-01,Yes\r\n".encode("cp1252"), 2, 0,
    ),
    "UTF-16": (GOOD.decode().encode("utf-16"), 3, 0),
    "UTF-16 without a mark": (GOOD.decode().encode("utf-16-le"), 3, 0),
    "UTF-32": (GOOD.decode().encode("utf-32"), 3, 0),
    "semicolons": (table(ROSTER, delimiter=";").encode(), 3, 0),
    "tabs": (table(ROSTER, delimiter="\t").encode(), 3, 0),
    "old Macintosh lines": (GOOD.replace(b"\r\n", b"\r"), 3, 0),
    "serial numbers of days": (roster("P1,A,Sgt,43831,Yes"), 1, 0),
    "IDs kept as text by a formula": (roster('"=""00123""",A,Sgt,2020-01-01,Yes'), 1, 0),
    "days kept as text": (
        roster('P1,A,Sgt,"=""2020-01-01""",Yes', "P2,A,Sgt,'2020-01-01,Yes", "P3,A,Sgt,'-,Yes"), 3, 0,
    ),
    "an apostrophe in front of an ID": (roster("'00123,A,Sgt,2020-01-01,Yes"), 1, 0),
    "a line break inside a cell": (roster('P1,"Ana\nDiaz",Sgt,2020-01-01,Yes'), 1, 0),
    "IDs with a decimal point": (roster("123.0,A,Sgt,2020-01-01,Yes", "123,A,Sgt,2020-01-01,Yes"), 1, 0),
    "a quoted cell at the very end": (roster("P1,A,Sgt,2020-01-01,Yes")[:-5] + b'"Yes"', 1, 0),
    "the same row twice": (roster("P1,A,Sgt,2020-01-01,Yes", "P1,A,Sgt,2020-01-01,Yes"), 1, 0),
}  # fmt: skip
