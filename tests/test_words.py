"""Our own checks find a word or a long line where people read it, and leave alone what only programs read."""

from pathlib import Path

from tools import template_lines, words


def test_words_are_found_in_sentences_and_not_in_markup_code_or_values() -> None:
    template = '<p class="e-mail">{# e-mail #}{% translate "Send an e-mail" %}\n{{ e-mail }} whoever</p>'
    code = 'KEY = "e-mail"\nx = _("Nobody\'s %(e-mail)s here")\n'
    page = "Nobody is `whoever` [e-mail](e-mail.md)\n"

    found = {
        name: [
            (line, hit.group())
            for line, text in read
            for rule in words.rules()
            for hit in rule.pattern.finditer(text)
        ]
        for name, read in {
            "template": words._in_template(template),
            "code": words._in_code(code),
            "page": words._in_page(page),
        }.items()
    }

    assert found == {
        "template": [(1, "e-mail"), (2, "whoever")],
        "code": [(2, "Nobody's")],
        "page": [(1, "e-mail"), (1, "Nobody")],
    }


def test_every_list_says_what_to_say_instead() -> None:
    assert [rule.pattern.pattern for rule in words.rules() if not rule.instead] == []
    assert len({rule.pattern.pattern for rule in words.rules()}) == len(words.rules()) > 20


def test_a_long_line_is_found_unless_its_file_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "pyproject.toml").write_text('[tool.djangofmt]\nextend-exclude = ["templates/paper.html"]\n')
    for name in ("page.html", "mail.txt", "paper.html", "notes.md"):
        (tmp_path / "templates" / name).write_text(f"{'x' * 160}\n{'x' * 161}\n")

    found = list(template_lines.long_lines(tmp_path))

    assert found == [("templates/mail.txt", 2, 161), ("templates/page.html", 2, 161)]
