"""Draws the seal's SVG as a picture of pixels, ``static/documents/seal.png``, which pictures with names are set upon.

The picture is kept in git, so that a running portal needs no browser. Run ``python -m tools.press_art`` after
``python -m tools.paper_art`` has changed the seal.
"""

from playwright.sync_api import sync_playwright

from rehearsal.browser import launch_arguments
from tools.paper_art import FOLDER

PIXELS = 960


def main() -> None:
    """Write the picture."""
    drawing = (FOLDER / "seal.svg").read_text()
    page_text = (
        f"<!doctype html><style>*{{margin:0}}svg{{display:block;width:{PIXELS}px;height:{PIXELS}px}}</style>"
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_arguments())
        page = browser.new_page(viewport={"width": PIXELS, "height": PIXELS})
        page.set_content(page_text + drawing)
        page.screenshot(path=FOLDER / "seal.png", omit_background=True)
        browser.close()


if __name__ == "__main__":
    main()
