"""What runs beside TensorFlow is tested there: in a process of its own, which no other test meets.

`python -m pytest tests/beside_tensorflow/*.py` shows each test by itself.
"""

import subprocess
import sys

from tests.conftest import ROOT

FILES = sorted((ROOT / "tests" / "beside_tensorflow").glob("*.py"))


def test_the_vocabulary_and_the_values_of_probes() -> None:
    assert {file.stem for file in FILES} >= {"probing", "values"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, *map(str, FILES)], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0 and " passed" in done.stdout, done.stdout[-4000:]
