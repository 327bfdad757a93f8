"""The check of words finds a word where people read it, and leaves alone what only programs read."""

from tools import words


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
