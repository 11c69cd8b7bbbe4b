"""`python -m training`: tokenizer, training, hearing and export in one go. Arguments are those of `training.train`."""

from __future__ import annotations

import subprocess
import sys

from training.tokenizer import PATH


def main() -> None:
    """Make the voice anew, or with ``--resume`` go on with it."""
    steps = [["training.train", *sys.argv[1:]], ["training.hearing"], ["training.export"]]
    if "--resume" not in sys.argv or not PATH.exists():
        steps.insert(0, ["training.tokenizer"])
    for step in steps:
        subprocess.run([sys.executable, "-m", *step], check=True)


if __name__ == "__main__":
    main()
