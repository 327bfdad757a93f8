"""Read what people read, and name the words that the house doesn't use: a part of ``make check``.

The lists in ``tools/words/`` are in the format of Vale (``extends: substitution``: a pattern, and what to say instead). They
are held against the sentences in templates, in translatable strings of the code and in the pages for operators.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from tools.programs import ROOT

LISTS = ROOT / "tools" / "words"
TRANSLATED = {
    "_",
    "gettext",
    "gettext_lazy",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "npgettext",
    "gettext_noop",
}
NOT_READ = {"tests", "tools", "drills", "bench", "var", "node_modules", ".venv"}
PAGES = ("README.md", "CHANGELOG.md", "SECURITY.md", "docs/operations.md", "docs/rule.md", "docs/glossary.md")
SEEDS = ROOT / "campaign" / "content" / "seed"
# What people agreed to is never rewritten.
AGREED = ("campaign", "newsletter", "consent.py")
# In a template: comments, tags but for the sentence in them, values, markup.
_TAGS = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}|<script\b.*?</script>|<!--.*?-->", re.DOTALL)
_SENTENCE = re.compile(r"""{%\s*translate\s+(["'])(.*?)\1.*?%}""", re.DOTALL)
_MARKUP = re.compile(r"{%.*?%}|{{.*?}}|<[^>]*>", re.DOTALL)
_PLACE = re.compile(r"%\([^)]*\)[sd]")
_CODE = re.compile(r"```.*?```|`[^`\n]*`|\]\([^)]*\)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Rule:
    """One word that isn't used, and what to say instead."""

    pattern: re.Pattern[str]
    instead: str
    message: str


def rules() -> list[Rule]:
    """What the lists say."""
    found = []
    for path in sorted(LISTS.glob("*.yml")):
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
        flags = re.IGNORECASE if said.get("ignorecase") else 0
        for word, instead in said["swap"].items():
            found.append(
                Rule(re.compile(rf"(?<![\w/.@-])(?:{word})(?![\w@-])", flags), instead, said["message"])
            )
    return found


def _blank(text: re.Match[str]) -> str:
    """As many lines, and nothing on them."""
    return "\n" * text.group().count("\n")


def _in_template(text: str) -> Iterator[tuple[int, str]]:
    text = _TAGS.sub(_blank, text)
    text = _SENTENCE.sub(lambda tag: tag[2], text)
    yield from enumerate(_MARKUP.sub(lambda tag: " " + _blank(tag), text).split("\n"), 1)


def _in_page(text: str) -> Iterator[tuple[int, str]]:
    yield from enumerate(_CODE.sub(_blank, text).split("\n"), 1)


def _in_code(text: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(text)):
        if (
            isinstance(node, ast.Call)
            and getattr(node.func, "id", getattr(node.func, "attr", "")) in TRANSLATED
        ):
            for part in ast.walk(node):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.lineno, _PLACE.sub("", part.value)


def sentences() -> Iterator[tuple[Path, int, str]]:
    """Every sentence that people read: the file, the line (1 is the first), the words."""
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in {".html", ".txt"}:
            yield from ((path, *one) for one in _in_template(path.read_text(encoding="utf-8")))
    for path in sorted(ROOT.glob("[!.]*/**/*.py")):
        parts = path.relative_to(ROOT).parts
        if parts[0] not in NOT_READ and "migrations" not in parts and parts != AGREED:
            yield from ((path, *one) for one in _in_code(path.read_text(encoding="utf-8")))
    for name in (*PAGES, *sorted(str(path.relative_to(ROOT)) for path in SEEDS.glob("*.md"))):
        yield from ((ROOT / name, *one) for one in _in_page((ROOT / name).read_text(encoding="utf-8")))


def main() -> None:
    """Print each word that isn't used, with its place and what to say instead; exit status 1 if there is any."""
    all_rules, found = rules(), 0
    for path, line, words in sentences():
        for rule in all_rules:
            for hit in rule.pattern.finditer(words):
                found += 1
                print(f"{path.relative_to(ROOT)}:{line}: {rule.message % (rule.instead, hit.group())}")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
