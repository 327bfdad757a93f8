"""The house's habits, kept by reading the source: what a linter has no rule for.

Every rule of ``house_rules.py`` is run over the whole house, and over a sample that breaks it, so that a rule that has gone
blind is noticed.
"""

import os
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

from tests.house_rules import (
    LONG,
    MODULE_LINES,
    PRIVATE,
    SAFE_HTML,
    Rule,
    Source,
    asks_for_a_day_of_its_own,
    asks_the_database_past_the_queries,
    declares_html_safe,
    has_an_empty_name,
    has_code_in_the_page,
    is_too_long,
    leaves_words_untranslated,
    migrates_without_a_way_back,
    overrides_save,
    prints_unescaped,
    queues_past_the_outbox,
    reaches_into_a_dependency,
    renders_papers_elsewhere,
    says_that_a_page_lacks_two_letters,
    says_words_that_we_avoid,
    stands_on_tests,
    takes_every_field,
    uses_signals,
)

ROOT = Path(__file__).resolve().parents[1]
OUTSIDE = {".venv", ".git", "node_modules", "var", "vendor", "__pycache__"}
# The rules themselves and the samples below name what they forbid.
RULES = {"tests/house_rules.py", "tests/test_house.py"}

PYTHON_RULES: list[tuple[Rule, Source]] = [
    (says_that_a_page_lacks_two_letters, Source("tests/pledges/test_views.py", 'assert "P2" not in text')),
    (is_too_long, Source("pledges/views.py", "x = 1\n" * (MODULE_LINES + 1))),
    (has_an_empty_name, Source("pledges/utils.py", "")),
    (says_words_that_we_avoid, Source("pledges/views.py", "# What nobody reads.\n")),
    (stands_on_tests, Source("drills/cast.py", "from tests.clients import sign_in\n")),
    (asks_the_database_past_the_queries, Source("pledges/views.py", "Pledge.objects.all()")),
    (
        asks_the_database_past_the_queries,
        Source("training/forms/records.py", "Record._default_manager.all()"),
    ),
    (asks_for_a_day_of_its_own, Source("pledges/forms.py", "on = forms.DateField(label='Day')")),
    (asks_for_a_day_of_its_own, Source("pledges/forms.py", "widgets = {'on': forms.DateInput()}")),
    (takes_every_field, Source("pledges/forms.py", "class Meta:\n    fields = '__all__'")),
    (
        declares_html_safe,
        Source("pledges/views.py", "from django.utils.safestring import mark_safe\nmark_safe('<b>')"),
    ),
    (uses_signals, Source("pledges/apps.py", "from django.db.models.signals import post_save")),
    (uses_signals, Source("pledges/apps.py", "from django.db.models import signals")),
    (uses_signals, Source("pledges/apps.py", "from django.dispatch import receiver")),
    (queues_past_the_outbox, Source("pledges/actions.py", "render.delay(1)")),
    (renders_papers_elsewhere, Source("documents/views.py", "from weasyprint import HTML")),
    (reaches_into_a_dependency, Source("common/throttle.py", "from allauth.core.internal import ratelimit")),
    (reaches_into_a_dependency, Source("common/throttle.py", "from PIL import _imaging")),
    (overrides_save, Source("pledges/models.py", "class Pledge:\n    def save(self): ...")),
    (migrates_without_a_way_back, Source("training/migrations/0002_courses.py", "migrations.RunPython(add)")),
    (migrates_without_a_way_back, Source("training/migrations/0002_auto_20260101.py", "")),
]
TEMPLATE_RULES: list[tuple[Rule, Source]] = [
    (has_code_in_the_page, Source("templates/a.html", "<script>alert(1)</script>")),
    (has_code_in_the_page, Source("templates/a.html", '<p style="color: red">')),
    (has_code_in_the_page, Source("templates/a.html", '<a onclick="go()">')),
    (prints_unescaped, Source("templates/a.html", "{{ name|safe }}")),
    (prints_unescaped, Source("templates/a.html", "{% autoescape off %}")),
    (leaves_words_untranslated, Source("templates/a.html", "<p>\n  Hello\n</p>")),
    (leaves_words_untranslated, Source("templates/a.html", '<img alt="A seal">')),
]
CLEAN_PYTHON = Source(
    "pledges/views.py",
    "from pledges import actions, queries\nchoices = Course.objects.none()\nfields = ['name']\n"
    "actions.submit(queries.current(agency), by=user)\n",
)
CLEAN_TEMPLATE = Source(
    "templates/a.html",
    '<script src="{% static "js/page.js" %}"></script>\n<p class="on style">{% translate "Hello" %} {{ name }}</p>\n'
    "{% blocktranslate %}Hello <b>you</b>{% endblocktranslate %}\n",
)


@pytest.mark.parametrize(
    "rule", dict.fromkeys(rule for rule, _ in PYTHON_RULES), ids=lambda rule: rule.__name__
)
def test_no_module(rule: Rule) -> None:
    offences = _offences(rule, _sources("*.py"))
    assert not offences, offences


@pytest.mark.parametrize(
    "rule", dict.fromkeys(rule for rule, _ in TEMPLATE_RULES), ids=lambda rule: rule.__name__
)
def test_no_template(rule: Rule) -> None:
    offences = _offences(rule, _sources("*/templates/*.html", "*/templates/*.txt"))
    assert not offences, offences


@pytest.mark.parametrize(("rule", "sample"), [*PYTHON_RULES, *TEMPLATE_RULES])
def test_the_rule_sees_a_file_that_breaks_it(rule: Rule, sample: Source) -> None:
    assert list(rule(sample))


@pytest.mark.parametrize("rule", dict.fromkeys(rule for rule, _ in PYTHON_RULES))
def test_the_rule_leaves_a_good_module_alone(rule: Rule) -> None:
    assert list(rule(CLEAN_PYTHON)) == []


@pytest.mark.parametrize("rule", dict.fromkeys(rule for rule, _ in TEMPLATE_RULES))
def test_the_rule_leaves_a_good_template_alone(rule: Rule) -> None:
    assert list(rule(CLEAN_TEMPLATE)) == []


def test_exceptions_name_files_that_exist_and_need_them() -> None:
    assert [path for path in [*LONG, *SAFE_HTML, *PRIVATE] if not (ROOT / path).exists()] == []
    assert [path for path in LONG if (ROOT / path).read_text().count("\n") <= MODULE_LINES] == []


def _offences(rule: Rule, sources: list[Source]) -> str:
    """One line for each place that breaks the rule, as ``path:line``."""
    return "\n".join(f"{source.path}:{line}" for source in sources for line in sorted(set(rule(source))))


@cache
def _sources(*patterns: str) -> list[Source]:
    """The files of the house whose path, with a slash before it, matches one of the patterns."""
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(set(folders) - OUTSIDE)
        for name in sorted(names):
            path = (Path(folder) / name).relative_to(ROOT).as_posix()
            if path not in RULES and any(fnmatch(f"/{path}", pattern) for pattern in patterns):
                found.append(Source(path, (ROOT / path).read_text()))
    return found
