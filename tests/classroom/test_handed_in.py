"""Whatever way submissions are laid out, each student has one file, and it is the newest."""

import os
import zipfile
from pathlib import Path

import pytest

from grader.classroom.handed_in import Handed, NothingHandedIn, gather
from tests.conftest import EXERCISES

ONE = (EXERCISES["exercise-01"],)
ALL = tuple(EXERCISES.values())


def put(root: Path, *names: str) -> Path:
    for number, name in enumerate(names):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {name}")
        os.utime(path, (1000 + number, 1000 + number))
    return root


def who(handed: tuple[Handed, ...]) -> dict[str, str]:
    return {h.student: h.data.decode().removeprefix("# ") for h in handed}


@pytest.mark.parametrize(
    ("file", "student", "id"),
    [
        ("ada.py", "ada", ""),
        ("Ada Lovelace.ipynb", "Ada Lovelace", ""),
        ("año 'ñ' 漢字.py", "año 'ñ' 漢字", ""),
        ("ada/huber_loss.py", "ada", ""),
        ("ada/deep/er/anything.py", "ada", ""),
        ("submitted/ada/ps1/huber_loss.ipynb", "ada", ""),
        ("ada/exercise-01/huber_loss.ipynb", "ada", ""),
        ("lovelaceada_123_456_huber_loss.py", "lovelaceada", "123"),
        ("lovelaceada_LATE_123_456_huber_loss-2.py", "lovelaceada", "123"),
        ("Ada Lovelace_99_assignsubmission_file_/huber_loss.py", "Ada Lovelace", "99"),
        ("Ada Lovelace_99_assignsubmission_file_huber_loss.py", "Ada Lovelace", "99"),
    ],
)
def test_a_file_has_its_student(tmp_path: Path, file: str, student: str, id: str) -> None:
    (handed,) = gather(put(tmp_path, file), ONE)
    assert (handed.student, handed.id, str(handed.path)) == (student, id, file)


def test_the_newest_of_several_counts_and_that_is_said(tmp_path: Path) -> None:
    (handed,) = gather(put(tmp_path, "ada/b.py", "ada/a.py"), ONE)
    assert handed.path is not None and handed.path.name == "a.py"
    assert handed.notes == ("Of 2 files the newest was graded, not ada/b.py.",)


def test_canvas_counts_versions_and_marks_what_is_late(tmp_path: Path) -> None:
    names = [f"adal_{late}7_{n}_huber_loss{v}.py" for n, late, v in
             ((1, "", ""), (3, "LATE_", "-10"), (2, "", "-2"))]  # fmt: skip
    (handed,) = gather(put(tmp_path, *reversed(names)), ONE)
    assert str(handed.path).endswith("-10.py") and "It was handed in late." in handed.notes


def test_an_empty_folder_is_a_student_without_a_file(tmp_path: Path) -> None:
    put(tmp_path, "ada/x.py", "bob/readme.txt")
    ada, bob = gather(tmp_path, ONE)
    assert ada.path is not None and bob.path is None and bob.student == "bob"


def test_what_is_no_submission_is_left_out(tmp_path: Path) -> None:
    put(tmp_path, "ada/x.py", "__MACOSX/ada/._x.py", "ada/.ipynb_checkpoints/x.ipynb", "ada/a.pdf")
    assert who(gather(tmp_path, ONE)) == {"ada": "ada/x.py"}


def test_zips_are_read_without_being_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        archive.writestr("class/ada/huber_loss.py", "# A")
        archive.writestr("class/bob.py", "# B")
        archive.writestr("class/../../eve.py", "# E")
    assert who(gather(tmp_path / "class.zip", ONE)) == {"ada": "A", "bob": "B", "eve": "E"}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["class.zip"]


def test_a_student_may_hand_in_a_zip(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "ada.zip", "w") as archive:
        archive.writestr("work/huber_loss.py", "# A")
    (tmp_path / "bob.zip").write_bytes(b"not a zip")
    ada, bob = gather(tmp_path, ONE)
    assert (ada.student, ada.data) == ("ada", b"# A") and (bob.student, bob.data) == ("bob", b"")


def test_a_zip_bomb_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.classroom.handed_in.MOST_NOTEBOOK", 1000)
    with zipfile.ZipFile(tmp_path / "ada.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.py", "#" * 10_000_000)
    (ada,) = gather(tmp_path, ONE)
    assert len(ada.data) == 1001  # one more than is allowed: told as too large


def test_with_several_exercises_the_name_tells_which(tmp_path: Path) -> None:
    put(
        tmp_path, "ada/huber_loss.py", "ada/exercise-04/mine.ipynb", "bob/Train Step.py", "bob/x.py"
    )
    found = {(h.student, h.exercise) for h in gather(tmp_path, ALL)}
    assert found == {("ada", "exercise-01"), ("ada", "exercise-04"), ("bob", "exercise-05")}


def test_files_whose_names_tell_no_exercise_are_said(tmp_path: Path) -> None:
    put(tmp_path, "ada.py")
    with pytest.raises(NothingHandedIn, match="no file name tells its exercise"):
        gather(tmp_path, ALL)


def test_nothing_at_all_is_said(tmp_path: Path) -> None:
    with pytest.raises(NothingHandedIn, match="holds no submission"):
        gather(tmp_path, ONE)


@pytest.mark.skipif(os.name == "nt", reason="such names and links are of Unix")
def test_a_link_is_not_followed(tmp_path: Path) -> None:
    solution = put(tmp_path / "course", "reference.py") / "reference.py"
    place = put(tmp_path / "class", "grace.py", "ben/notes.txt")
    (place / "ada.py").symlink_to(solution)
    (place / "ben" / "same.py").symlink_to(place / "grace.py")
    handed = {h.student: h for h in gather(place, ONE)}
    for student in ("ada", "ben"):
        assert handed[student].data == b"" and "link" in handed[student].notes[0]
    assert handed["grace"].data and not handed["grace"].notes


@pytest.mark.skipif(os.name == "nt", reason="such names and links are of Unix")
def test_a_name_that_is_no_text_becomes_one(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"jos\xe9.py")).write_text("# x")
    except OSError:
        pytest.skip("this file system has names of text only")
    (one,) = gather(tmp_path, ONE)
    assert (one.student, str(one.path)) == (r"jos\xe9", r"jos\xe9.py")


def test_a_damaged_zip_is_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "ada.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("huber_loss.py", "x = 1\n" * 1000)
    data = bytearray(path.read_bytes())
    data[44:48] = b"\xff" * 4
    path.write_bytes(data)
    assert [(h.student, h.data) for h in gather(tmp_path, ONE)] == [("ada", b"")]
