"""Form inputs that Django lacks."""

from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """A date, with the browser's own picker, which wants the date as 2026-11-22 whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")
