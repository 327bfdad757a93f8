"""What a drill saw, printed as it goes on, and whether all of it was as it must be."""

import time


class Findings:
    """The lines of one drill. What was required and didn't hold is remembered."""

    def __init__(self) -> None:
        self.failed: list[str] = []
        self._began = time.monotonic()

    def saw(self, what: str, figure: object) -> None:
        """Note a figure."""
        shown = f"{figure:,}" if isinstance(figure, int) else str(figure)
        print(f"    {what}: {shown}", flush=True)

    def require(self, what: str, *, holds: bool) -> None:
        """Note whether something holds that must."""
        print(f"  {'✓' if holds else '✗'} {what}", flush=True)
        if not holds:
            self.failed.append(what)

    def took(self) -> None:
        """Note how long the drill took."""
        self.saw("took", f"{time.monotonic() - self._began:.0f} s")
