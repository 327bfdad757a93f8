"""The house's habits as rules that read the source: what a linter has no rule for. ``test_house.py`` runs them.

A rule is a function from a file to the numbers of the lines that break it.
"""

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Some 300 lines a file; a few more are no reason to tear one apart, and a row of tests is easily read.
MODULE_LINES = 350
TEST_LINES = 400
# Files that may be longer, each with its reason.
LONG: dict[str, str] = {}
# Where a string may be declared safe HTML, each with its reason.
SAFE_HTML = {
    "common/templatetags/ui.py": "draws the icons, whose SVG the package's XML writer escapes",
    "common/markdown.py": "makes HTML of Markdown and cleans it",
    "common/linked_data.py": "writes JSON into a data block, with every <, > and & as an escape of JSON's own",
}
# Where a private module of a dependency is imported, each with its reason.
PRIVATE = {"tools/faulty_runs.py": "runs one test again and again, for which pytest has no public name"}
# Names that are the same in every language.
PROPER_NAMES = ["One Mind", "IACP", "ORI"]
# The doors to a table.
MANAGERS = {"objects", "_default_manager", "_base_manager"}
# Words that say nothing about what a module is for.
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "misc", "manager", "managers", "service", "services"}

# As a value in backquotes they stay what they are.
_AVOIDED = re.compile(
    r"(?<![`'/=])\b(nobody|somebody|everybody|anybody|whoever|anew|mend(?:s|ed)?|e-mails?)\b(?![`\"'/=])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the house: its path from the root with forward slashes, and its text."""

    path: str
    text: str

    @property
    def stem(self) -> str:
        """The module's own name."""
        return Path(self.path).stem

    @property
    def tree(self) -> ast.Module:
        """The parsed module."""
        return _parse(self.text)

    @property
    def is_test(self) -> bool:
        """Whether it belongs to the tests."""
        return self.path.startswith(("tests/", "rehearsal/"))

    @property
    def is_migration(self) -> bool:
        """Whether it is a migration."""
        return "/migrations/" in self.path

    def is_layer(self, *names: str) -> bool:
        """Whether the module is one of these layers of an app, or in a package named so."""
        return not self.is_test and bool({self.stem, *Path(self.path).parts[:-1]} & set(names))


Rule = Callable[[Source], Iterator[int]]


@cache
def _parse(text: str) -> ast.Module:
    return ast.parse(text)


def is_too_long(source: Source) -> Iterator[int]:
    """A file that no one reads to the end."""
    limit = TEST_LINES if source.is_test else MODULE_LINES
    if source.path not in LONG and not source.is_migration and source.text.count("\n") > limit:
        yield limit + 1


def stands_on_tests(source: Source) -> Iterator[int]:
    """Drills, benchmarks, tools and what they share with the tests import none of the tests."""
    if source.path.startswith(("drills/", "bench/", "rehearsal/", "tools/")):
        for node in ast.walk(source.tree):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if any(name.split(".")[0] == "tests" for name in names):
                yield node.lineno


def says_words_that_we_avoid(source: Source) -> Iterator[int]:
    """Comments and docstrings in the words of `tools/words`: no one, someone, everyone, email, again."""
    if source.is_migration or not _AVOIDED.search(source.text):
        return
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        is_prose = token.type == tokenize.COMMENT or token.string.startswith('"""')
        if is_prose and _AVOIDED.search(token.string):
            yield token.start[0]


def has_an_empty_name(source: Source) -> Iterator[int]:
    """A drawer for everything. (``rehearsal/services.py`` starts PostgreSQL and Redis: services in the ordinary sense.)"""
    if source.stem in EMPTY_NAMES and source.path != "rehearsal/services.py":
        yield 1


def asks_the_database_past_the_queries(source: Source) -> Iterator[int]:
    """``Model.objects`` where only an app's queries and actions may be called; a field may start with ``none()``."""
    if source.is_layer("views", "forms", "tasks", "feeds", "api"):
        attributes = [node for node in ast.walk(source.tree) if isinstance(node, ast.Attribute)]
        empty = {id(node.value) for node in attributes if node.attr == "none"}
        yield from (node.lineno for node in attributes if node.attr in MANAGERS and id(node) not in empty)


def takes_every_field(source: Source) -> Iterator[int]:
    """A form that accepts whatever columns the model will ever have."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Assign) and ast.unparse(node) == "fields = '__all__'":
            yield node.lineno


def declares_html_safe(source: Source) -> Iterator[int]:
    """``mark_safe`` and its kin: escaping switched off."""
    if source.path not in SAFE_HTML:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {
                "mark_safe",
                "SafeString",
            }:
                yield node.lineno


def uses_signals(source: Source) -> Iterator[int]:
    """Code that runs because of a write somewhere else. Around a migration or a flush an app may keep its own tables."""
    for node, module, names in _imports(source):
        if set(names) <= {"pre_migrate", "post_migrate"} and names:
            continue
        if module == "django.dispatch" or module.split(".")[-1] == "signals" or "signals" in names:
            yield node.lineno


def queues_past_the_outbox(source: Source) -> Iterator[int]:
    """A task queued outside the transaction that causes it."""
    if not source.is_layer("outbox") and not source.is_test:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Attribute) and node.attr in {
                "delay",
                "delay_on_commit",
                "apply_async",
                "send_task",
            }:
                yield node.lineno


def renders_papers_elsewhere(source: Source) -> Iterator[int]:
    """WeasyPrint, which fetches what a page names, outside the one module that forbids it to (and its tests)."""
    if source.path != "documents/rendering.py" and not source.is_test:
        for node, module, _names in _imports(source):
            if module.split(".")[0] == "weasyprint":
                yield node.lineno


def reaches_into_a_dependency(source: Source) -> Iterator[int]:
    """A private module or name of another's package, which its next release may drop without a word."""
    for node, module, names in [] if source.is_test or source.path in PRIVATE else _imports(source):
        parts = module.split(".")
        is_private = "internal" in parts or any(re.match("_(?!_)", part) for part in [*parts, *names])
        if is_private and not (ROOT / parts[0]).is_dir():
            yield node.lineno


def overrides_save(source: Source) -> Iterator[int]:
    """A model whose ``save`` does more than save."""
    if source.is_layer("models"):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ClassDef):
                yield from (
                    item.lineno
                    for item in node.body
                    if isinstance(item, ast.FunctionDef) and item.name in {"save", "delete"}
                )


def migrates_without_a_way_back(source: Source) -> Iterator[int]:
    """A data migration that can't be undone, or one whose name says nothing."""
    if source.is_migration:
        if "_auto_" in source.stem:
            yield 1
        for node in ast.walk(source.tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in {"RunPython", "RunSQL"}
            ):
                given = {keyword.arg for keyword in node.keywords}
                if len(node.args) < 2 and not given & {"reverse_code", "reverse_sql"}:
                    yield node.lineno


def asks_for_a_day_of_its_own(source: Source) -> Iterator[int]:
    """A date field that takes the year 1023: ``common.inputs.DayField`` asks each form for how far away its days may be."""
    if source.is_test or source.path == "common/inputs.py":
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"forms.DateField", "forms.DateInput"}:
            yield node.lineno


def has_code_in_the_page(source: Source) -> Iterator[int]:
    """Script or style inside a page, which the content security policy would not run. Papers and emails are no pages."""
    if not _is_paper_or_email(source):
        yield from _lines(
            source, r"<script(?![^>]*\ssrc=)|<style|\sstyle\s*=\s*[\"']|\son[a-z]+\s*=\s*[\"']|javascript:"
        )


def prints_unescaped(source: Source) -> Iterator[int]:
    """Escaping switched off in a template. Plain text (subjects, text parts) has nothing to escape."""
    yield from _lines(source, r"\|\s*safe(seq)?\b")
    if source.path.endswith(".html"):
        yield from _lines(source, r"{%\s*autoescape\s+off")


def leaves_words_untranslated(source: Source) -> Iterator[int]:
    """Visible words in a page that no translator would ever be shown."""
    if _is_paper_or_email(source):
        return

    def blank(match: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", match[0])

    text = source.text
    for hidden in (
        r"{%\s*block \w+_class\s*%}.*?{%\s*endblock",
        r"{%\s*comment.*?endcomment\s*%}", r"{#.*?#}", r"<!--.*?-->",
        r"{%\s*blocktrans(late)?\b.*?endblocktrans(late)?\s*%}", r"{%.*?%}", r"{{.*?}}",
    ):  # fmt: skip
        text = re.sub(hidden, blank, text, flags=re.S)
    for name in PROPER_NAMES:
        text = text.replace(name, " " * len(name))
    labels = r"\s(?:alt|title|placeholder|aria-label|label)=\"([^\"]*[A-Za-z]{2}[^\"]*)\""
    for match in [*re.finditer(r">([^<>]*[A-Za-z]{2}[^<>]*)<", text), *re.finditer(labels, text)]:
        word = re.search(r"[A-Za-z]{2}", match[1])
        yield text.count("\n", 0, match.start(1) + (word.start() if word else 0)) + 1


def _imports(source: Source) -> Iterator[tuple[ast.stmt, str, list[str]]]:
    """Every import as its node, the module, and the names taken from it."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name, []) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node, node.module, [alias.name for alias in node.names]


def _lines(source: Source, pattern: str) -> Iterator[int]:
    for match in re.finditer(pattern, source.text, flags=re.S):
        yield source.text.count("\n", 0, match.start()) + 1


def _is_paper_or_email(source: Source) -> bool:
    return source.path.startswith(("templates/documents/", "templates/emails/"))


def says_that_a_page_lacks_two_letters(source: Source) -> Iterator[int]:
    """A test that says that two or three letters aren't on a page: a random token holds them sooner or later.

    `tests.visible.words_of` gives a page's words.
    """
    if not source.is_test:
        return
    for node in ast.walk(source.tree):
        if not (isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.NotIn)):
            continue
        sought, held = node.left, ast.unparse(node.comparators[0])
        if not (isinstance(sought, ast.Constant) and isinstance(sought.value, str | bytes)):
            continue
        text = sought.value if isinstance(sought.value, str) else sought.value.decode()
        if len(text) <= 3 and text.isalnum() and _PAGE.search(held) and "words_of" not in held:
            yield node.lineno


# How tests call what a page says.
_PAGE = re.compile(
    r"\b(text|page|pages|body|html|shown|answer|response|content)\b|\.content|Location", re.IGNORECASE
)
