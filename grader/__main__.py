"""`python -m grader` is `grade`."""

import os
import sys

# Python puts the current folder first, where a submission's neighbours may be named like modules.
if not sys.flags.safe_path and sys.path[0] != os.path.dirname(os.path.dirname(__file__)):
    del sys.path[0]

from grader.cli.main import main

main()
