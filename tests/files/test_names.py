"""Names that files come with."""

import pytest

from files.names import clean_name, ending_of, hides_a_program


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("MOU 2024.pdf", "MOU 2024.pdf"),
        ("C:\\Users\\chief\\MOU.pdf", "MOU.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("/srv/policy.pdf", "policy.pdf"),
        ("policy\u202efdp.exe", "policyfdp.exe"),
        ("policy\x00.pdf\r\nX-Header: 1", "policy.pdfX-Header: 1"),
        ("pol\u200bicy\ufeff.pdf", "policy.pdf"),
        ("  two\t  words .pdf ", "two words .pdf"),
        ("Politique de sante\u0301.pdf", "Politique de sant\u00e9.pdf"),
        ("policy.pdf.", "policy.pdf"),
        (".pdf", "pdf"),
        ("..", "file"),
        ("\u202e\u200f", "file"),
        ("", "file"),
        ("folder/", "file"),
        ("\U0001f6d1 stop.png", "\U0001f6d1 stop.png"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
        ("x" * 300, "x" * 200),
    ],
)
def test_clean_name(sent: str, kept: str) -> None:
    assert clean_name(sent) == kept


@pytest.mark.parametrize(
    ("name", "ending"), [("a.PDF", "pdf"), ("a.b.docx", "docx"), ("none", ""), ("a.", ""), (".csv", "csv")]
)
def test_ending_of(name: str, ending: str) -> None:
    assert ending_of(name) == ending


@pytest.mark.parametrize(
    ("name", "hidden"),
    [
        ("policy.exe.pdf", True),
        ("policy. PHP .pdf", True),
        ("policy.pdf.exe", False),  # not hidden: the last ending decides, and isn't taken
        ("policy.2024.01.pdf", False),
        ("theiacp.com.pdf", False),
        ("exe.pdf", False),
    ],
)
def test_hides_a_program(name: str, hidden: bool) -> None:
    assert hides_a_program(name) == hidden
