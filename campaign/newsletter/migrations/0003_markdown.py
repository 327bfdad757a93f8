"""Issues and drafts in the newsletter's own markup become Markdown, and say the same."""

import re

from django.db import migrations

_ADDRESS = re.compile(r"https?://[^\s\"'<>|]+")
_SIGNS = re.compile(r"[\\*_\[\]<]|^[#+-]")
_NUMBER = re.compile(r"^(\d+)([.)])")


def markdown_of(text: str) -> str:
    """The Markdown of a text in the former markup.

    There, a line that began with a hyphen was of a list, "words | https://…" was a link, and in a list "120 | agencies" a figure.
    """
    blocks: list[list[str]] = []
    listed = None
    for raw in text.replace("\r\n", "\n").split("\n"):
        line = raw.strip()
        is_item = line.startswith("- ")
        if not line:
            listed = None
            continue
        if is_item is not listed:
            blocks.append([])
            listed = is_item
        blocks[-1].append(f"- {_line(line[2:], figures=True)}" if is_item else _line(line, figures=False))
    return "\n\n".join("\n".join(block) for block in blocks)


def _line(text: str, *, figures: bool) -> str:
    words, bar, rest = (part.strip() for part in text.rpartition("|"))
    if bar and words and _ADDRESS.fullmatch(rest):
        return f"[{_escaped(words)}](<{rest}>)" if re.search(r"[()\\]", rest) else f"[{_escaped(words)}]({rest})"
    before, bar, after = (part.strip() for part in text.partition("|"))
    if figures and bar and before and after:
        return f"**{_escaped(before)}** {_escaped(after)}"
    return _escaped(text.strip())


def _escaped(words: str) -> str:
    return _NUMBER.sub(r"\1\\\2", _SIGNS.sub(r"\\\g<0>", words))


def to_markdown(apps, schema_editor):
    for name, field in (("Issue", "introduction"), ("IssueSection", "text")):
        rows = apps.get_model("newsletter", name).objects
        for pk, text in rows.exclude(**{field: ""}).values_list("pk", field).iterator():
            if (said := markdown_of(text)) != text:
                rows.filter(pk=pk).update(**{field: said})


class Migration(migrations.Migration):

    dependencies = [
        ("newsletter", "0002_plainer_words"),
    ]

    operations = [
        migrations.RunPython(to_markdown, migrations.RunPython.noop),
    ]
