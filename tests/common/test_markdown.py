"""What staff write as Markdown: what is drawn of it, and what never is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.markdown import escaped, inline, letter, link, objection, plain, render

DRAWN = {
    "One\ntwo\n\nThree": "<p>One<br>\ntwo</p>\n<p>Three</p>\n",
    "# First\n## Second": "<h2>First</h2>\n<h3>Second</h3>\n",
    "- a\n- b": "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n",
    "3. c\n4. d": '<ol start="3">\n<li>c</li>\n<li>d</li>\n</ol>\n',
    "*soft* and **strong**": "<p><em>soft</em> and <strong>strong</strong></p>\n",
    "[words](https://example.org/?a=1&b=2)": (
        '<p><a href="https://example.org/?a=1&amp;b=2" rel="noopener">words</a></p>\n'
    ),
    "[page](/faq/#faq-6)": '<p><a href="/faq/#faq-6" rel="noopener">page</a></p>\n',
    "![A seal](/files/seal.png)": '<p><img src="/files/seal.png" alt="A seal"></p>\n',
    "Notes [3] and 5 * 4 * 3 and snake_case_words": "<p>Notes [3] and 5 * 4 * 3 and snake_case_words</p>\n",
    "": "",
}
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "![x](javascript:alert(1))",
    '[x](https://a.example/"onmouseover="alert(1))',
    '![x"onerror="alert(1)](https://a.example/a.png)',
    "<javascript:alert(1)>",
    "# <b onclick=alert(1)>x</b>",
    "&lt;script&gt;",
]


@pytest.mark.parametrize("text", DRAWN)
def test_text_is_drawn(text: str) -> None:
    assert render(text) == DRAWN[text]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_runs(text: str) -> None:
    assert harmless(render(text)), render(text)


@given(st.text("<>[]()!#*_-\"'&;:/ \nabjscript=on123", max_size=80))
def test_no_text_makes_another_tag_or_attribute(text: str) -> None:
    assert harmless(render(text))


def harmless(html: str) -> bool:
    """Whether there are only the tags and attributes that the renderer may make, and addresses of harmless kinds."""
    for tag in re.findall(r"<[^>]*>", html):
        if not re.fullmatch(
            r'</?(?:p|br|h[2-6]|ul|ol|li|strong|em|a|img)(?: (?:href|src|alt|rel|start)="[^"<>]*")*>', tag
        ):
            return False
    addresses = re.findall(r'(?:href|src)="([^"]*)"', html)
    return all(re.match(r"(?:https?:|mailto:|tel:|[^:]*$|[/#?])", address) for address in addresses)


def test_headings_fit_below_the_pages_own_and_go_no_lower_than_six() -> None:
    assert render("# a\n###### b", top=4) == "<h4>a</h4>\n<h6>b</h6>\n"


def test_words_alone() -> None:
    text = "# Head\n\nSee [the *page*](https://example.org) and\n![a seal](/s.png).\n\n- one\n- two"
    assert plain(text) == "Head\nSee the page and a seal.\none\ntwo"


def test_picture_without_words_is_objected_to() -> None:
    assert objection("![A seal](/s.png) and [words](/x)") == ""
    assert (
        objection("Look: ![ ](/s.png)") == "Describe the picture /s.png in the brackets before its address."
    )


LETTERS = {
    "One\ntwo\n\nThree": "One\ntwo\n\nThree",
    "# First\nwords": "First\n\nwords",
    "- a\n- b\n  - c\n- d\n\nafter": "- a\n- b\n  - c\n- d\n\nafter",
    "3. c\n4. d": "3. c\n4. d",
    "*soft* and **120** agencies": "soft and 120 agencies",
    "- [Belton](https://example.org/b)\n- [Denver](/agencies/d)": (
        "- Belton\n    https://example.org/b\n- Denver\n    https://site.example/agencies/d"
    ),
    "[More](/faq/)\nand [less](/faq/#1), too": (
        "More\n  https://site.example/faq/\nand less (https://site.example/faq/#1), too"
    ),
    "Write to <ana@example.org>": "Write to ana@example.org",
    "![A seal](/files/seal.png)": "A seal",
    "": "",
}


@pytest.mark.parametrize("text", LETTERS)
def test_a_letter_says_it_in_plain_text(text: str) -> None:
    assert letter(text, site="https://site.example") == LETTERS[text]


def test_a_page_elsewhere_leads_to_the_website() -> None:
    html = render("[a](/faq/) [b](https://b.example/) ![c](/files/c.png)", site="https://site.example")
    assert re.findall(r'(?:href|src)="([^"]*)"', html) == [
        "https://site.example/faq/",
        "https://b.example/",
        "https://site.example/files/c.png",
    ]


@given(st.text("<>[]()!#*_+-.1 \"'&;:/abc\\\\|~`{}", max_size=40))
def test_escaped_words_say_just_themselves(words: str) -> None:
    assert plain(escaped(words)) == " ".join(words.split())
    assert plain(f"- {escaped(words)}") == " ".join(words.split())


@given(st.text("<>[]()*_ \"'\\\\|ab", min_size=1, max_size=20), st.text("<>()abc/%?&=\\ ", max_size=12))
def test_a_link_has_its_words_and_an_address(words: str, rest: str) -> None:
    text = link(f"a{words}", f"https://example.org/{rest}".strip())
    assert plain(text) == " ".join(f"a{words}".split())
    assert render(text).count('<a href="https://example.org/') == 1


def test_a_picture_of_another_website_is_refused_in_words_and_never_shown() -> None:
    for address in ("https://pictures.example/a.png", "//pictures.example/a.png", "pictures/a.png"):
        text = f"Before\n\n![Two officers]({address})"
        assert f"The picture {address} is on another website" in objection(text)
        assert render(text) == "<p>Before</p>\n<p>Two officers</p>\n"
    assert objection("![Two officers](/files/a.png)") == ""


def test_words_within_a_line_have_links_and_emphasis_and_no_blocks() -> None:
    assert inline("of *all* adults, [says](/faq/) a study") == (
        'of <em>all</em> adults, <a href="/faq/" rel="noopener">says</a> a study'
    )
    assert inline(" # 1. - a") == " # 1. - a"
    assert inline("![Two officers](https://pictures.example/a.png)") == "Two officers"


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_runs_within_a_line(text: str) -> None:
    assert harmless(inline(text)), inline(text)


@pytest.mark.parametrize("address", ["agencies/", "www.example.org", "//example.org", "../privacy"])
def test_a_link_that_leads_nowhere_from_an_email_is_refused(address: str) -> None:
    assert objection(f"[words]({address})").startswith(f"Begin the link {address} with https://")
    assert (
        objection("[one](/x) [two](https://example.org) [three](mailto:a@example.org) [four](#below)") == ""
    )
