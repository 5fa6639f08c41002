"""``python -m bilateral``: the command line where the script is not on the path."""

import sys

from bilateral.cli.main import run

sys.exit(run())
