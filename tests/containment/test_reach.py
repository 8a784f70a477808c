"""What student code can read: all that computing needs, and no course wherever it lies."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader.containment import landlock, reach
from tests.conftest import ROOT

COURSE = ("reference.py", "checks.py", "probes.py", "exercise.toml")


def course(folder: Path, *names: str) -> Path:
    """A folder of a course, with some of the files it has."""
    folder.mkdir(parents=True)
    for name in names or COURSE:
        (folder / name).write_text("def huber_loss(y_true, y_pred, threshold=1.0): ...\n")
    return folder


def package(site: Path, name: str, *files: str) -> Path:
    for file in files or ("__init__.py",):
        path = site / name / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return site / name


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = tmp_path.resolve() / "site-packages"
    site.mkdir()
    return site


def granted(site: Path, *hidden: Path) -> dict[str, int]:
    found = reach.reach([str(site)], [str(place) for place in hidden]).grants
    return {os.path.relpath(p, site): r for p, r in found if Path(p).is_relative_to(site)}


def test_packages_are_granted_one_by_one_and_their_names_can_be_listed(site: Path) -> None:
    for name in ("numpy", "numpy.libs", "numpy-2.0.dist-info"):
        package(site, name)
    (site / "six.py").touch()
    (site / "fast.abi3.so").touch()
    whole = ("numpy", "numpy.libs", "numpy-2.0.dist-info", "six.py", "fast.abi3.so")
    assert granted(site) == {".": landlock.READ_DIR, **dict.fromkeys(whole, landlock.READING)}


def test_what_is_no_package_is_not_granted(site: Path) -> None:
    for name in (".git", "grader", "gradetape-0.1.0.dist-info", "my homework", "old-copy"):
        package(site, name)
    for name in ("course.zip", "__editable__.pth", "reference.py", "notes.ipynb"):
        (site / name).touch()
    assert granted(site) == {".": landlock.READ_DIR}


@pytest.mark.parametrize(
    "files",
    [
        ("a/solutions/exercise-01/reference.py", "a/solutions/exercise-01/checks.py"),
        ("deep/er/probes.py", "deep/er/exercise.toml"),
        ("exercise-07/checks.py",),
        ("solutions/loss/reference.py",),
        ("sealed/exercise-01.sealed",),
        ("__pycache__/reference.cpython-311.pyc", "__pycache__/probes.cpython-311.pyc"),
        (".git/HEAD",),
    ],
)
def test_a_package_that_holds_a_course_or_a_checkout_is_not_granted(
    site: Path, files: tuple[str, ...]
) -> None:
    package(site, "numpy")
    package(site, "mine", "__init__.py", *files)
    assert set(granted(site)) == {".", "numpy"}


@pytest.mark.parametrize("file", ["refs/reference.py", "checks.py", "probes.py"])
def test_a_package_with_one_such_name_is_a_package(site: Path, file: str) -> None:
    package(site, "git", file)
    assert "git" in granted(site)


def test_hidden_places_are_not_granted_nor_what_holds_or_lies_in_them(site: Path) -> None:
    for name in ("numpy", "mine", "other"):
        package(site, name, "__init__.py", "answers/a.py")
    assert set(granted(site, site / "mine" / "answers")) == {".", "numpy", "other"}
    assert not set(granted(site, site.parent)) - {"."}


def test_a_link_is_followed_to_another_folder_of_packages_only(site: Path) -> None:
    store = package(site.parent / "store" / "site-packages", "linked")
    secret = package(site.parent / "home", "secret")
    grader = package(site.parent / "store" / "site-packages", "grader")
    (site / "linked").symlink_to(store)
    (site / "secret").symlink_to(secret)
    (site / "course").symlink_to(grader)
    found = dict(reach.reach([str(site)], []).grants)
    assert found[str(store)] == landlock.READING
    assert str(secret) not in found and str(grader) not in found


def test_folders_on_the_path_that_hold_no_packages_are_not_granted(tmp_path: Path) -> None:
    package(tmp_path / "checkout", "mine")
    found = dict(reach.reach([str(tmp_path / "checkout")], []).grants)
    assert not [path for path in found if path.startswith(str(tmp_path))]


def test_packages_elsewhere_are_granted_as_far_as_an_installer_put_them_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path.resolve() / "target"
    for name in ("tensorflow", "mine", "tf-1.dist-info"):
        package(target, name)
    (target / "tf-1.dist-info" / "RECORD").write_text("tensorflow/__init__.py,sha256=0,1\n")
    monkeypatch.setattr(reach, "_homes_of", lambda names: [str(target)])
    found = dict(reach.reach([], []).grants)
    assert str(target / "tensorflow") in found and str(target / "mine") not in found


def test_of_the_systems_libraries_only_libraries_are_granted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lib = tmp_path.resolve() / "lib"
    course(
        lib / "python3.11" / "site-packages" / "grader" / "bundled" / "solutions" / "exercise-01"
    )
    course(lib / "course")
    package(lib, "x86_64-linux-gnu", "libz.so.1")
    (lib / "libffi.so.8").touch()
    monkeypatch.setattr(reach, "_LIBRARIES", (str(lib),))
    found = {p for p, _ in reach.reach([], []).grants if p.startswith(str(lib))}
    assert found == {str(lib / "x86_64-linux-gnu"), str(lib / "libffi.so.8")}


def test_looking_through_folders_is_bounded(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package(site, "numpy", *(f"{n}.py" for n in range(20)))
    monkeypatch.setattr(reach, "MOST_ENTRIES", 10)
    with pytest.raises(reach.TooMuch):
        reach.reach([str(site)], [])


# a thief in a locked process

THIEF = """
import json, os, sys
from grader.containment.lockdown import ProcessLimits, lock_down, make_plan

scratch, write, locked, guesses = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4:]
if locked == "locked":
    plan = make_plan([])
    lock_down(plan, scratch, [write], ProcessLimits(memory=2**31, cpu_seconds=60))

found, seen = [], set()
for place in [*guesses, *sys.path, os.environ["HOME"], "/tmp", "/usr", "/"]:
    if locked != "locked" and place not in guesses:
        continue  # the whole disk would take long
    for folder, folders, names in os.walk(place):
        folders[:] = [f for f in folders if os.path.join(folder, f) not in seen]
        seen.update(os.path.join(folder, f) for f in folders)
        for name in names:
            path = os.path.join(folder, name)
            if name.startswith("reference.") or "sealed" in name or folder.endswith("/.git"):
                try:
                    text = open(path, "rb").read()
                except OSError:
                    continue
                if b"def huber_loss" in text or "sealed" in name or folder.endswith("/.git"):
                    found.append(path)
    guess = os.path.join(place, "solutions", "exercise-01", "reference.py")
    try:
        open(guess).close()
        found.append(guess)
    except OSError:
        pass
needed = []
for module in ("keras", "numpy", "h5py", "absl", "pandas", "scipy", "sqlite3", "json"):
    import importlib.util
    spec = importlib.util.find_spec(module)
    if spec is not None:
        try:
            open(spec.origin).close()
        except OSError:
            needed.append(module)
os.write(write, json.dumps([sorted(set(found)), needed]).encode())
"""


def stolen(locked: str, tmp_path: Path, path: list[Path], guesses: list[Path]) -> list[str]:
    """What a thief in a process of its own could read."""
    scratch = tmp_path / "scratch"
    scratch.mkdir(exist_ok=True)
    read, write = os.pipe()
    done = subprocess.run(
        [sys.executable, "-c", THIEF, str(scratch), str(write), locked, *map(str, guesses)],
        pass_fds=[write], cwd=tmp_path, timeout=120, capture_output=True, text=True,
        env={"PYTHONPATH": os.pathsep.join(map(str, path)), "HOME": str(tmp_path / "home")},
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    with open(read, encoding="utf-8") as pipe:
        text = pipe.read()
    assert text, done.stderr
    found, missing = json.loads(text)
    assert not missing, "what computing needs must be readable"
    return found


def test_no_course_can_be_read_however_the_grader_is_installed(tmp_path: Path) -> None:
    """Editable (this checkout), a wheel, another environment's, a checkout beside, one in home."""
    wheel = tmp_path / "env" / "lib" / "python3.11" / "site-packages"
    other = tmp_path / "other" / "lib" / "python3.11" / "site-packages"
    for site in (wheel, other):
        shutil.copytree(ROOT / "grader", site / "grader")
        shutil.copytree(ROOT / "solutions", site / "grader" / "bundled" / "solutions")
    shutil.copytree(ROOT / "solutions", wheel / "somebodys_course" / "solutions")
    for beside in (tmp_path / "beside", tmp_path / "home" / "course"):
        shutil.copytree(ROOT / "solutions", beside / "solutions")
        (beside / ".git").mkdir()
        (beside / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    guesses = [wheel, other, tmp_path / "beside", tmp_path / "home", ROOT]
    for path in ([ROOT], [wheel], [wheel, other, tmp_path / "beside", ROOT]):
        found = stolen("free", tmp_path, path, guesses)
        assert all(any(f.startswith(str(guess)) for f in found) for guess in guesses)
        assert stolen("locked", tmp_path, path, guesses) == []
