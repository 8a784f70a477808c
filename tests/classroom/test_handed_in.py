"""Whatever way submissions are laid out: nobody lost, nobody merged, everything unread said."""

import os
import re
import time
import zipfile
from pathlib import Path

import pytest

from grader.classroom import archives, contents
from grader.classroom.archives import NotAZip
from grader.classroom.counted import Handed
from grader.classroom.handed_in import Gathered, NothingHandedIn, gather
from grader.submission.submission import MOST_NOTEBOOK
from tests.classroom.downloads import (
    CODE,
    LAYOUTS,
    STUB,
    STUB_NOTEBOOK,
    Expected,
    damaged,
    done,
    packed,
    put,
)  # fmt: skip
from tests.conftest import EXERCISES

COURSE = tuple(exercise.wanted for exercise in EXERCISES.values())
ONE = COURSE[:1]


def found(place: Path, roster: tuple = ()) -> Gathered:
    return gather(place, ONE, COURSE, roster)


def rows(gathered: Gathered) -> dict[str, Handed]:
    assert len({one.student for one in gathered.handed}) == len(gathered.handed)
    return {re.sub(r"#[0-9a-f]{6}$", "#", one.student): one for one in gathered.handed}


def whole(place: Path) -> dict[str, str]:
    """Who has which file, by the mark of its author."""
    return {
        one.student: (re.search(rb"# ([^\n\\\"]+)", one.data) or [b"", b""])[1].decode()
        for one in found(place).handed
    }


def marks_of(one: Handed) -> str:
    text = one.data.decode().replace('\\"', '"').encode().decode("unicode_escape", "replace")
    return one.data.decode() + text


@pytest.mark.parametrize("zipped", [False, True], ids=["folder", "zip"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_nobody_is_lost_nobody_merged_and_what_is_not_read_is_said(
    tmp_path: Path, layout: str, zipped: bool
) -> None:
    root = tmp_path / "download"
    expected: Expected = LAYOUTS[layout](root)
    place = zipped_up(root) if zipped else root
    gathered = found(place)
    wished = {re.sub(r"#\d$", "#", name) for name in expected.rows}
    assert set(rows(gathered)) == wished, layout
    for name, mark in expected.rows.items():
        if "#" in name:
            continue
        one = rows(gathered)[name]
        if mark.startswith("!"):
            assert one.path is None and mark[1:] in one.problem, (name, one.problem)
        else:
            assert not one.problem and mark in marks_of(one), (name, one)
    assert sum("#" in one.student for one in gathered.handed) in (0, 2)
    for path, why in expected.left:
        assert any(path in left.what and why in left.why for left in gathered.left), (
            path, why, gathered.left,
        )  # fmt: skip
    assert all(left.why and left.what for left in gathered.left)


def zipped_up(root: Path) -> Path:
    place = root.with_suffix(".zip")
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(root.rglob("*")):
            archive.write(path, path.relative_to(root).as_posix())
    return place


# whose it is


@pytest.mark.parametrize(
    ("file", "student"),
    [
        ("ada.py", "ada"),
        ("Ada Lovelace.ipynb", "Ada Lovelace"),
        ("año 'ñ' 漢字.py", "año 'ñ' 漢字"),
        ("ada/huber_loss.py", "ada"),
        ("ada/deep/er/anything.py", "ada"),
        ("submitted/ada/ps1/huber_loss.ipynb", "ada"),
        ("ada/exercise-01/huber_loss.ipynb", "ada"),
        ("exercise-01/ada.py", "ada"),
        ("huber_loss/ada/mine.py", "ada"),
        ("exercise-01-ada-l/mine.py", "ada-l"),
        ("huber-loss-ada/mine.py", "ada"),
        ("ada-huber-loss.py", "ada"),
        ("lovelaceada_123_456_huber_loss.py", "lovelaceada (123)"),
        ("lovelaceada_LATE_123_456_huber_loss-2.py", "lovelaceada (123)"),
        ("lovelaceada_123_456_work/huber_loss.py", "lovelaceada (123)"),
        ("Ada Lovelace_99_assignsubmission_file_/huber_loss.py", "Ada Lovelace (99)"),
        ("Ada Lovelace_99_assignsubmission_file_huber_loss.py", "Ada Lovelace (99)"),
        ("Test Student.py", "Test Student"),
    ],
)
def test_a_file_has_its_student(tmp_path: Path, file: str, student: str) -> None:
    put(tmp_path, file, CODE)
    (handed,) = found(tmp_path).handed
    assert (handed.student, str(handed.path)) == (student, file)


@pytest.mark.parametrize("form", ["folder", "zip", "moodle", "flat"])
def test_nobody_can_hand_in_as_somebody_else(tmp_path: Path, form: str) -> None:
    """What a student calls their own files gives nobody else a grade, and nobody a row."""
    forged = {
        "ada_1_2_huber_loss-99.py": done("mallory"),
        "Ada_1_assignsubmission_file_/huber_loss.py": done("mallory"),
        "submitted/ada/huber_loss.py": done("mallory"),
        "submission_metadata.yml": "submission_1:\n  :submitters:\n  - :name: ada\n",
    }
    put(tmp_path, "ada_1_1_huber_loss.py", done("ada"))
    if form == "zip":
        put(tmp_path, "mallory_9_9_work.zip", packed(dict(forged)))
    else:
        for name, content in forged.items():
            if form == "folder":
                put(tmp_path, f"mallory/{name}", content)
            elif form == "moodle":
                put(tmp_path, f"mallory_9_assignsubmission_file_/{name}", content)
            elif "/" not in name:
                put(tmp_path, f"mallory_9_assignsubmission_file_{name}", content)
    them = whole(tmp_path)
    assert them.pop("ada (1)") == "ada"
    assert list(them.values()) == ["mallory"]


def test_a_folder_around_everything_is_no_student(tmp_path: Path) -> None:
    for around in ("Assignment 1", "week 3/submissions", "Tugas-2", "a/b/c"):
        root = tmp_path / around.replace("/", "-")
        put(root, f"{around}/ada/huber_loss.py", done("ada"))
        put(root, f"{around}/ben/src/mine.py", done("ben"))
        put(root, f"{around}/cleo.zip", packed({"huber_loss.py": done("cleo")}))
        # A folder of no known kind could be one student's: its name stays in the rows.
        known = "" if around != "a/b/c" else "a/"
        assert whole(root) == {known + name: name for name in ("ada", "ben", "cleo")}
    for names in (
        ("l_1_1_a.py", "m_2_2_a.py"),
        ("L_1_assignsubmission_file_/a.py",),
        ("x.py", "y.py", "z.py"),
    ):
        root = tmp_path / names[0].replace("/", "-")
        for name in names:
            put(root, f"around/{name}", CODE)
        put(root, "class.csv", "name\nada\n")
        assert len(whole(root)) == len(names) and "around" not in whole(root)


def test_who_is_alone_is_nobody_else(tmp_path: Path) -> None:
    for number, names in enumerate(
        (
            ("ada/huber_loss.py", "ben/huber_loss.py", "cleo/huber_loss.py"),
            ("submitted/ada/huber_loss.py",),
            ("ada.zip", "ben.zip"),
            ("ada.py", "ben.py", "cleo.py"),
            ("ada_1_2_huber_loss-99.py",),
            ("submission_metadata.yml", "submission_1/huber_loss.py"),
        )
    ):
        for name in names:
            put(tmp_path / str(number), f"mallory/{name}", CODE)
        assert all("mallory" in name for name in whole(tmp_path / str(number)))
    put(tmp_path / "x", "submission_metadata.yml", "submission_1:\n  :submitters:\n  - :name: M\n")
    put(tmp_path / "x", "submission_1/submission_metadata.yml", "submission_2: {}")
    put(tmp_path / "x", "submission_1/submission_2/huber_loss.py", CODE)
    assert whole(tmp_path / "x").keys() == {"M"}


def test_a_folder_with_only_the_platforms_zip_is_that_zip(tmp_path: Path) -> None:
    inside = {"ada_1_1_a.py": done("ada"), "ben_2_2_a.py": done("ben")}
    put(tmp_path, "download.zip", packed(dict(inside)))
    assert whole(tmp_path) == {"ada (1)": "ada", "ben (2)": "ben"}


def test_a_folder_of_one_student_is_one(tmp_path: Path) -> None:
    put(tmp_path / "two", "ada/a.py", done("a"), 1)
    put(tmp_path / "two", "ada/b.py", done("b"), 2)
    assert whole(tmp_path / "two") == {"ada": "b"}
    tmp_path = tmp_path / "one"
    put(tmp_path, "ada/src/huber_loss.py", done("ada"))
    put(tmp_path, "ada/tests/test_it.py", CODE)
    put(tmp_path, "ada/plots/plot.py", "x = 1")
    assert whole(tmp_path) == {"ada": "ada"}


def test_an_empty_folder_is_a_student_without_a_file(tmp_path: Path) -> None:
    put(tmp_path, "ada/x.py", CODE)
    put(tmp_path, "bob/readme.txt", "x")
    (tmp_path / "cy").mkdir()
    ada, bob, cy = found(tmp_path).handed
    assert ada.path is not None and bob.path is None and cy.path is None
    assert "readme.txt: neither" in bob.problem and cy.problem == ""


def test_what_lies_about_is_no_student(tmp_path: Path) -> None:
    put(tmp_path, "ada/x.py", CODE)
    for name in ("__MACOSX/ada/._x.py", "grades.db", "class.csv", "notes.md", "run.sh",
                 ".ipynb_checkpoints/x.ipynb", "venv/x.py", "conftest.py"):  # fmt: skip
        put(tmp_path, name, CODE)
    assert whole(tmp_path).keys() == {"ada", "notes"}
    left = {one.what: one.why for one in found(tmp_path).left}
    assert left.keys() == {"run.sh", "notes.md", ".ipynb_checkpoints", "venv", "conftest.py"} - {
        ".ipynb_checkpoints"
    }


# which of their files


def test_the_newest_of_two_counts_whatever_holds_the_other(tmp_path: Path) -> None:
    """A zip tells the time on a wall, a file seconds since 1970: they are compared as one."""
    now = time.mktime((2026, 5, 4, 12, 0, 0, 0, 0, -1))
    older, newer = now - 7200, now + 7200
    for name, at in (("ada", older), ("ben", newer)):
        put(tmp_path, f"{name}/a.py", done("file"), int(at))
        info = zipfile.ZipInfo("b.py", (2026, 5, 4, 12, 0, 0))
        with zipfile.ZipFile(tmp_path / name / "b.zip", "w") as archive:
            archive.writestr(info, done("zip"))
    assert whole(tmp_path) == {"ada": "zip", "ben": "file"}


def test_canvas_counts_versions_and_marks_what_is_late(tmp_path: Path) -> None:
    put(tmp_path, "adal_7_3_huber_loss-1.py", done("first"), 1_800_000_000)
    put(tmp_path, "adal_LATE_7_1_huber_loss-10.py", done("last"))
    put(tmp_path, "adal_7_2_huber_loss-2.py", done("second"), 1_900_000_000)
    (handed,) = found(tmp_path).handed
    assert str(handed.path).endswith("-10.py") and "It was handed in late." in handed.notes
    assert any("handed in last" in note for note in handed.notes)


def test_which_file_counts_is_said(tmp_path: Path) -> None:
    put(tmp_path, "ada/a.py", done("a"), 1)
    put(tmp_path, "ada/b.py", done("b"), 2)
    (handed,) = found(tmp_path).handed
    assert handed.notes == ("b.py was graded, not a.py: it is the newest.",)


def test_two_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    put(tmp_path, "ada/huber_loss.py", done("new"), 3)
    put(tmp_path, "ada/old/huber_loss.py", done("older"), 2)
    gathered = found(tmp_path)
    (handed,), (left,) = gathered.handed, gathered.left
    assert handed.notes[0].startswith("ada/huber_loss.py was graded, not ada/old/huber_loss.py")
    assert (left.what, left.why) == ("ada/old/huber_loss.py", "ada/huber_loss.py counts")


def test_what_cannot_be_read_is_told_instead_of_grading_something_else(tmp_path: Path) -> None:
    put(tmp_path, "ada.zip", damaged())
    put(tmp_path, "ben/huber_loss.zip", damaged())
    put(tmp_path, "ben/notes.py", "x = 1")
    put(tmp_path, "cleo/work.zip", damaged())
    put(tmp_path, "cleo/huber_loss.py", done("cleo"))
    ada, ben, cleo = found(tmp_path).handed
    assert "damaged" in ada.problem and "damaged" in ben.problem
    assert cleo.problem == "" and cleo.data
    assert any(one.student == "cleo" and "damaged" in one.why for one in found(tmp_path).left)


def test_with_several_exercises_the_name_or_the_content_tells_which(tmp_path: Path) -> None:
    put(tmp_path, "ada/huber_loss.py", "x = 1")
    put(tmp_path, "ada/exercise-04/mine.ipynb", "x")
    put(tmp_path, "bob/Train Step.py", "x = 1")
    put(tmp_path, "bob/x.py", "x = 1")
    put(tmp_path, "bob/y.py", "class MyDense: pass")
    put(tmp_path, "exercise-02/cleo.py", "x = 1")
    put(tmp_path, "exercise-05-dan/mine.py", "x = 1")
    gathered = gather(tmp_path, COURSE, COURSE)
    assert {(h.student, h.exercise) for h in gathered.handed} == {
        ("ada", "exercise-01"), ("ada", "exercise-04"), ("bob", "exercise-05"),
        ("bob", "exercise-03"), ("cleo", "exercise-02"), ("dan", "exercise-05"),
    }  # fmt: skip
    assert [(one.what, "no exercise" in one.why) for one in gathered.left] == [("bob/x.py", True)]
    (only,) = gather(tmp_path, COURSE[1:2], COURSE).handed[2:3]
    assert only.student == "cleo"


def test_a_students_own_modules_go_with_the_file_and_nobody_elses(tmp_path: Path) -> None:
    using = "from helpers import half\nimport mine.losses\n" + CODE
    put(tmp_path, "ada/work/huber_loss.py", using)
    put(tmp_path, "ada/work/helpers.py", "import deeper\ndef half(x): return x / 2\n")
    put(tmp_path, "ada/work/deeper.py", "X = 1\n")
    put(tmp_path, "ada/work/mine/losses.py", "Y = 1\n")
    put(tmp_path, "ada/work/unused.py", "Z = 1\n")
    put(tmp_path, "ada/helpers.py", "X = 'above'\n")
    put(tmp_path, "ben_1_1_huber_loss.py", using)
    put(tmp_path, "ben_1_2_helpers-1.py", "X = 'ben'\n")
    put(tmp_path, "cleo_2_3_huber_loss.py", using)
    ada, ben, cleo = found(tmp_path).handed
    assert [name for name, _data in ada.beside] == ["deeper.py", "helpers.py", "mine/losses.py"]
    assert ben.beside == (("helpers.py", b"X = 'ben'\n"),) and cleo.beside == ()
    assert ada.content != ben.content and cleo.content == cleo.data
    put(tmp_path, "ada/work/deeper.py", "X = 2\n")
    assert found(tmp_path).handed[0].content != ada.content


# limits


def test_nobody_uses_up_what_others_may_hand_in(tmp_path: Path) -> None:
    """Eleven blank notebooks of 49 MB in a small zip, and those who come after it."""
    blank = b"{" + b" " * (49 * 2**20) + b"}"
    bomb = packed({f"n{number}.ipynb": blank for number in range(11)})
    assert len(bomb) < 600_000
    inside = {"a.zip": bomb, "m/huber_loss.py": done("m"), "zoe/huber_loss.py": done("zoe")}
    place = put(tmp_path, "class.zip", packed(inside))
    gathered = found(place)
    ada, m, zoe = gathered.handed
    assert b"# m" in m.data and b"# zoe" in zoe.data
    assert ada.student == "a" and len([one for one in gathered.left if "too large" in one.why]) > 7


def test_a_damaged_entry_costs_its_own_row_only(tmp_path: Path) -> None:
    data = bytearray(packed({"ada/huber_loss.py": done("ada") * 40, "ben.py": done("ben")}))
    start = 30 + len("ada/huber_loss.py")
    data[start + 4 : start + 20] = b"\xff" * 16
    ada, ben = found(put(tmp_path, "class.zip", bytes(data))).handed
    assert "damaged" in ada.problem and b"# ben" in ben.data


def test_a_zip_of_ten_thousand_phantoms_is_one_student_and_takes_no_time(tmp_path: Path) -> None:
    phantoms = {f"p{n}_{n}_{n}_huber_loss.py": f"# {n}" for n in range(10_001)}
    put(tmp_path, "mallory.zip", packed(dict(phantoms)))
    put(tmp_path, "ada.py", done("ada"))
    began = time.process_time()
    gathered = found(tmp_path)
    assert [one.student for one in gathered.handed] == ["ada", "mallory"]
    assert time.process_time() - began < 10
    assert len(gathered.left) < 99
    assert any("9781 more" in one.what for one in gathered.left)


def test_gathering_a_large_class_is_linear(tmp_path: Path) -> None:
    took = []
    for size in (1000, 8000):
        inside = {f"p{n}_{n}_{n}_a.py": f"# {n}" for n in range(size)}
        place = put(tmp_path, f"{size}.zip", packed(dict(inside)))
        began = time.process_time()
        assert len(found(place).handed) == size
        took.append(time.process_time() - began)
    assert took[1] < 20 * took[0]


def test_a_zip_bomb_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "MOST_NOTEBOOK", 1000)
    put(tmp_path, "ada.zip", packed({"x.py": "#" * 10_000_000}))
    (ada,) = found(tmp_path).handed
    assert len(ada.data) == 1001 < MOST_NOTEBOOK  # one more than is allowed: told as too large


# what is odd


def test_zips_are_read_without_being_unpacked(tmp_path: Path) -> None:
    inside = {"class/ada/huber_loss.py": "# A", "class/bob.py": "# B", "class/../../eve.py": "# E"}
    place = put(tmp_path, "class.zip", packed(dict(inside)))
    assert whole(place) == {"ada": "A", "bob": "B", "eve": "E"}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["class.zip"]


def test_what_is_no_zip_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotAZip, match="neither a folder nor a zip"):
        found(put(tmp_path, "class.zip", "not a zip"))
    put(tmp_path / "x", "bob.zip", "not a zip")
    (bob,) = found(tmp_path / "x").handed
    assert bob.student == "bob" and "damaged zip" in bob.problem


def test_files_whose_names_tell_no_exercise_are_said(tmp_path: Path) -> None:
    put(tmp_path, "ada.py", "x = 1")
    with pytest.raises(NothingHandedIn, match="no file name tells its exercise"):
        gather(tmp_path, COURSE, COURSE)


def test_nothing_at_all_is_said(tmp_path: Path) -> None:
    with pytest.raises(NothingHandedIn, match="holds no submission"):
        found(tmp_path)
    put(tmp_path, "huber_loss.py", CODE)
    with pytest.raises(NothingHandedIn, match=r"huber_loss.py: does not say whose it is"):
        found(tmp_path)


def test_what_may_not_be_read_costs_its_own_row_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "ada.py", CODE)
    put(tmp_path, "ben.py", CODE)
    usual = Path.open

    def refuse(path: Path, *words: object) -> object:  # the tests may run as root
        if path.name == "ada.py":
            raise PermissionError(13, "Permission denied", str(path))
        return usual(path, *words)  # type: ignore[call-overload]

    monkeypatch.setattr(archives.Path, "open", refuse)
    ada, ben = found(tmp_path).handed
    assert ada.problem == "ada.py: cannot be opened: Permission denied." and ben.data


@pytest.mark.skipif(os.name == "nt", reason="such names and links are of Unix")
def test_a_link_is_not_followed(tmp_path: Path) -> None:
    solution = put(tmp_path, "course/reference.py", CODE)
    place = tmp_path / "class"
    put(place, "grace.py", CODE)
    put(place, "ben/notes.txt", "x")
    (place / "ada.py").symlink_to(solution)
    (place / "cy").symlink_to(solution.parent)
    (place / "ben" / "same.py").symlink_to(place / "grace.py")
    handed = {h.student: h for h in found(place).handed}
    for student in ("ada", "ben", "cy"):
        assert handed[student].data == b"" and "link" in handed[student].problem
    assert handed["grace"].data and not handed["grace"].notes


@pytest.mark.skipif(os.name == "nt", reason="such names and links are of Unix")
def test_a_name_that_is_no_text_becomes_one(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"jos\xe9.py")).write_text("# x")
    except OSError:
        pytest.skip("this file system has names of text only")
    (one,) = found(tmp_path).handed
    assert (one.student, str(one.path)) == (r"jos\xe9", r"jos\xe9.py")


def test_a_stub_beside_what_is_never_graded_is_the_stub(tmp_path: Path) -> None:
    put(tmp_path, "ada/huber_loss.py", STUB)
    put(tmp_path, "ada/.ipynb_checkpoints/huber_loss-checkpoint.ipynb", STUB_NOTEBOOK)
    put(tmp_path, "ada/tests/huber_loss.py", CODE)
    put(tmp_path, "ben/x.py", CODE)
    ada = found(tmp_path).handed[0]
    assert ada.problem == "" and ada.data == STUB.encode()


def test_how_many_files_are_looked_at_is_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "MOST_ENTRIES", 10)
    inner = packed({f"{n}.txt": "" for n in range(8)})
    put(tmp_path, "ada.zip", packed({"a.zip": inner, "b.zip": inner, "huber_loss.py": CODE}))
    put(tmp_path, "ben.zip", packed({"huber_loss.py": CODE}))
    gathered = found(tmp_path)
    assert [one.why for one in gathered.left if "b.zip" in one.what] == ["a zip of too many files"]
    assert all(one.data for one in gathered.handed)
