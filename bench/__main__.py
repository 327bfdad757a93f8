"""Run the benchmarks: ``python -m bench [--full] [--only WORDS]``. Their database is their own, and removed afterwards."""

import argparse
import os
import shutil
import tempfile
from pathlib import Path


def main() -> None:
    """Make a database, measure, print, clean up."""
    options = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    options.add_argument(
        "--full", action="store_true", help="the sizes of the largest department; takes minutes"
    )
    options.add_argument("--only", default="", help="only the parts whose heading has these words in it")
    given = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="onemind-bench-"))
    os.environ["ONEMIND_VAR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "onemind.settings.test"
    try:
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        from bench import papers, training

        training.run(full=given.full, only=given.only)
        papers.run(only=given.only)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
