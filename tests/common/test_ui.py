"""The components: what each says, and that they say it to everyone."""

import re
import zipfile
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import lucide
import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from common.statuses import STATUSES
from common.templatetags import ui
from pledges.queries.completion import STEPS
from portal.usage import USAGE

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = [path for path in (ROOT / "templates").rglob("*.html") if "documents" not in path.parts]
# Tags that are parts of a sentence rather than components, or that live inside another one.
SMALL_TAGS = {"as_of", "captured", "day"}


def _draw(source: str, **context: Any) -> str:
    return Template(source).render(Context(context))


def _words(html: str) -> str:
    """What is left to read: the text without tags, with single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_icon_is_hidden_from_screen_readers() -> None:
    html = _draw('{% icon "circle-check" size=24 classes="big" %}')
    assert html.startswith("<svg")
    assert 'aria-hidden="true"' in html
    assert 'class="icon big"' in html
    assert 'width="24"' in html


def test_icon_with_a_label_is_an_image_of_that_name() -> None:
    html = _draw("{% icon 'award' label=label %}", label='"Gold" & <b>')
    assert 'role="img"' in html
    assert 'aria-label="&quot;Gold&quot; &amp; &lt;b&gt;"' in html
    assert "aria-hidden" not in html


def test_icon_that_does_not_exist_raises() -> None:
    with pytest.raises(lucide.IconDoesNotExist):
        _draw('{% icon "no-such-icon" %}')


def test_every_icon_that_is_named_anywhere_exists() -> None:
    with zipfile.ZipFile(Path(lucide.__file__).parent / "lucide.zip") as drawings:
        known = {name.removesuffix(".svg") for name in drawings.namelist()}
    named = {look.icon for look in STATUSES.values()} | set(ui.CALLOUT_ICONS.values())
    for path in TEMPLATES:
        text = path.read_text()
        named |= set(re.findall(r"""{% icon ["']([^"']+)["']""", text))
        named |= set(re.findall(r"""{%[^%]*\sicon=["']([^"']+)["']""", text))
    menus = (ROOT / "portal" / "navigation.py").read_text()
    named |= set(re.findall(r'"[\w:]+", "([a-z0-9-]+)"\)', menus))
    assert named - known == set()
    assert len(named) > 50


@pytest.mark.parametrize("kind", STATUSES)
def test_status_has_an_icon_and_words(kind: str) -> None:
    html = _draw("{% status kind %}", kind=kind.upper())
    assert _words(html) == str(STATUSES[kind].label)
    assert "<svg" in html


def test_status_takes_its_own_words() -> None:
    assert _words(_draw('{% status "overdue" "12 days overdue" %}')) == "12 days overdue"


def test_status_that_nobody_knows_is_quiet_and_shows_itself() -> None:
    html = _draw('{% status "brand new" %}')
    assert _words(html) == "brand new"
    assert "status--quiet" in html


def test_meter_says_counts_first_then_the_floored_percentage() -> None:
    html = _draw('{% meter 50 51 251 label="Crisis intervention" %}')
    assert _words(html) == "Crisis intervention 50 of 251 sworn officers (19%); 51 needed"
    assert '<line class="meter-mark" x1="20.31%"' in html


def test_meter_beyond_the_goal_never_says_more_of_fewer() -> None:
    html = " ".join(_draw("{% meter 10 8 40 %}").split())
    assert "10 of 8" not in html
    assert "10 of 40" in html
    assert "sworn officers (25%); 8 needed" in html


def test_meter_of_everybody_has_no_mark() -> None:
    html = _draw("{% meter 249 250 250 %}")
    assert _words(html) == "249 of 250 sworn officers (99%); 250 needed"
    assert "meter-mark" not in html


def test_meter_says_what_pending_courses_would_add() -> None:
    html = _draw("{% meter 7 9 42 pending=9 %}")
    assert "Would be 9 of 42 if the pending courses are approved." in _words(html)
    assert "Would be" not in _draw("{% meter 7 9 42 pending=7 %}")


def test_meter_of_nobody_draws_nothing() -> None:
    html = _draw("{% meter 0 0 0 %}")
    assert _words(html) == "No one to count yet."
    assert "<svg" not in html


def test_task_row_says_what_it_takes_whom_it_waits_for_and_opens_the_form() -> None:
    task = {
        "title": "Training", "icon": "users", "status": "not_met", "text": "Seven.", "takes": "2 more officers",
        "plan": "Planned: 1", "waits_for": "you", "url": "/form/", "label": "Add a class list",
        "others": [{"text": "See who", "url": "/list/"}],
    }  # fmt: skip
    html = _draw("{% task_row task %}<p>More.</p>{% endtask_row %}", task=task)
    assert _words(html) == (
        "Training Seven. 2 more officers Planned: 1 See who More. Not yet met Waits for you Add a class list : Training"
    )
    assert '<a class="btn btn-outline-primary" href="/form/">' in html
    assert '<a href="/list/">See who</a>' in html
    # Colour never speaks alone.
    assert html.count("<svg") == 3


def test_task_row_says_whom_to_ask_where_there_is_no_link() -> None:
    task = {
        "title": "Policy",
        "icon": "users",
        "status": "done",
        "status_label": "There",
        "ask": "Ask Alex Moreno.",
    }
    html = _draw("{% task_row task %}{% endtask_row %}", task=task)
    assert _words(html) == "Policy There Ask Alex Moreno."
    assert "<a " not in html


def test_task_row_escapes_what_it_is_given() -> None:
    task = {
        "title": "<i>",
        "icon": "users",
        "status": "met",
        "takes": "<b>",
        "waits_for": "<s>",
        "ask": "<em>",
    }
    html = _draw("{% task_row task %}{{ body }}{% endtask_row %}", task=task, body="<u>")
    assert not re.search("<(i|b|s|em|u)>", html)
    assert "&lt;u&gt;" in html


def test_pagination_keeps_the_rest_of_the_query() -> None:
    page = Paginator(range(100), 10).page(2)
    html = _draw(
        "{% pagination page %}", page=page, request=RequestFactory().get("/", {"q": "a b", "page": "2"})
    )
    assert 'href="?q=a+b&amp;page=3" rel="next"' in html
    assert 'href="?q=a+b&amp;page=1" rel="prev"' in html
    assert 'aria-current="page"><span class="visually-hidden">Page </span>2' in html
    assert "11 to 20 of 100" in _words(html)


def test_pagination_of_one_page_is_nothing() -> None:
    assert _draw("{% pagination page %}", page=Paginator([1], 10).page(1)).strip() == ""


def test_breadcrumb_ends_where_the_visitor_is() -> None:
    html = _draw('{% breadcrumb "Officers" "/my/officers/" "P014" %}')
    assert '<a href="/my/officers/">Officers</a>' in html
    assert '<span aria-current="page">P014</span>' in html


@pytest.mark.parametrize(
    ("current", "states"),
    [
        ("pledge", ["current", "ahead", "ahead", "ahead", "ahead"]),
        ("review", ["done", "done", "done", "current", "ahead"]),
        ("done", ["done", "done", "done", "done", "done"]),
    ],
)
def test_stepper_marks_what_lies_behind(current: str, states: list[str]) -> None:
    html = _draw("{% stepper current steps=steps %}", current=current, steps=STEPS)
    assert re.findall(r'class="step step--(\w+)"', html) == states
    assert html.count('aria-current="step"') == states.count("current")


def test_job_polls_only_while_it_works() -> None:
    source = (
        '{% job_progress key="letter" state=state url="/status/" %}<p>Here it is.</p>{% endjob_progress %}'
    )
    working = _draw(source, state="running")
    assert 'hx-get="/status/"' in working
    assert '<a href="/status/">Check again</a>' in working
    assert "Here it is." not in working
    over = _draw(source, state="done")
    assert "hx-" not in over
    assert "Here it is." in over


@pytest.mark.parametrize(
    ("known", "words"),
    [("done=40 total=200", "40 of 200"), ("percent=40", "40 %"), ("percent=0", "0 %"), ("", None)],
)
def test_job_says_how_far_it_is_where_that_is_known(known: str, words: str | None) -> None:
    html = _draw(f'{{% job_progress "import" "running" "/status/" {known} %}}{{% endjob_progress %}}')
    counted = re.findall(r'<p class="job-count">\s*(.*?)\s*</p>', html)
    assert counted == ([words] if words else [])


@pytest.mark.parametrize(
    ("state", "seconds", "says"), [("running", 50, False), ("running", 70, True), ("done", 70, False)]
)
def test_job_says_after_a_minute_that_it_takes_longer(state: str, seconds: int, says: bool) -> None:
    source = '{% job_progress "letter" state "/status/" since=since %}{% endjob_progress %}'
    html = _draw(source, state=state, since=datetime.now(UTC) - timedelta(seconds=seconds))
    assert ("This takes longer than usual." in html) == says


def test_comparison_marks_rows_that_differ() -> None:
    html = _draw("{% comparison rows %}", rows=[("Sworn", 42, 44), ("Trained", 9, 9), ("Left", None, None)])
    assert html.count("compare-changed") == 1
    assert _words(html) == ("Comparison As submitted Today Sworn 42 44 Changed Trained 9 9 Left – –")


def test_history_shows_moments_as_dates() -> None:
    entries = [
        {
            "at": datetime(2026, 3, 3, 12, tzinfo=UTC),
            "what": "Returned",
            "who": "One Mind",
            "note": "Say more.",
        }
    ]
    html = _draw("{% history entries %}", entries=entries)
    assert _words(html) == "March 3, 2026 · One Mind Returned Say more."


def test_definition_without_a_value_says_so() -> None:
    assert _words(_draw('{% definition "ORI" "" %}')) == "ORI Not given"
    assert _words(_draw('{% definition "Officers" 0 %}')) == "Officers 0"


def test_day_of_a_moment_is_the_day_here() -> None:
    html = _draw("{% day at %}", at=datetime(2026, 3, 4, 3, tzinfo=UTC))
    assert html == '<time datetime="2026-03-03">March 3, 2026</time>'
    assert _draw("{% day at %}", at=None) == "–"


def test_confirm_panel_carries_the_token() -> None:
    html = _draw(
        '{% confirm_panel title="Withdraw?" action="/x/" label="Yes" tone="danger" %}<p>Sure?</p>{% endconfirm_panel %}',
        csrf_token="t0ken",
    )
    assert '<form class="confirm confirm--danger" method="post" action="/x/">' in html
    assert 'name="csrfmiddlewaretoken" value="t0ken"' in html


def test_every_component_has_a_place_in_the_style_guide() -> None:
    guide = (ROOT / "templates" / "portal" / "styleguide.html").read_text()
    shown = set(re.findall(r"{%\s*(\w+)", guide))
    # The page's own header is the specimen of `page_header`: a page has one heading of the first rank.
    assert set(ui.register.tags) - shown - SMALL_TAGS == set()
    assert set(re.findall(r"usage\.(\w+)", guide)) == set(USAGE)
