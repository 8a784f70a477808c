"""A class from its folder to gradebook, CSV and pages, with a grader that is a plain function."""

import csv
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from grader.classroom import gradebook, jobs
from grader.classroom.gradebook import Gradebook
from grader.classroom.jobs import Job, Terms
from grader.classroom.run import Asked, grade_class
from grader.course.course import open_course
from grader.places import course_folder
from grader.problems import complain
from grader.reporting.formats import gradescope, junit
from grader.reporting.report import Report
from tests.classroom.downloads import LAYOUTS, put
from tests.reporting.test_text import check, report
from tests.tiny import COURSE, RIGHT


def fake(job: Job) -> bytes:
    """What a grader would say: by the words in the file."""
    text = job.data.decode()
    if "crash" in text:
        raise RuntimeError("the grader fell over")
    status = "broken" if "cage" in text else "graded" if text else "unreadable"
    passed = check("a", "passed" if "x + x" in text else "failed")
    if "half" in text:
        passed = check("a", "broken")
    found = report(check("b"), passed, exercise=job.exercise, submission=job.name, status=status)
    if status != "graded":
        found = msgspec.structs.replace(found, checks=(), message=job.problem or "no cage here")
    return msgspec.json.encode(found)


class Pool:
    """An executor that grades at once."""

    def submit(self, _grade: Callable[[Job], bytes], job: Job) -> "Future[bytes]":
        done: Future[bytes] = Future()
        try:
            done.set_result(fake(job))
        except Exception as error:
            done.set_exception(error)
        return done

    def shutdown(self, **_options: object) -> None:
        pass


@contextmanager
def pool(_width: int) -> Iterator[Pool]:
    yield Pool()


def asked(tmp_path: Path, **more: object) -> Asked:
    facts = {
        "exercise": "1", "folder": tmp_path / "in", "gradebook": tmp_path / "grades.db", "jobs": 1,
        "roster": None, "csv": tmp_path / "out.csv", "jsonl": None, "report": tmp_path / "pages",
        "regrade": False, "cluster": None, "seed": None, "reveal": None, "unsafe": False,
        "quiet": False, "course": COURSE,
    } | more  # fmt: skip
    return Asked(**facts)  # type: ignore[arg-type]


def table(tmp_path: Path) -> dict[str, dict[str, str]]:
    with (tmp_path / "out.csv").open(newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def test_where_nobody_could_be_graded_no_row_looks_like_a_grade(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path, "in/ada.py", RIGHT + "# no cage")
    put(tmp_path, "in/ben.py", RIGHT + "# cage")
    assert grade_class(asked(tmp_path), pool) == 3  # type: ignore[arg-type]
    for row in table(tmp_path).values():
        assert (row["score"], row["status"]) == ("", "broken")
    out = capfd.readouterr().out
    assert "2 submissions, none of them graded" in out and "no cage here" in out
    page = (tmp_path / "pages" / "index.html").read_text()
    assert ">–</td>" in page and "<figure>" not in page


def test_standard_output_holds_nothing_but_the_csv_when_it_is_asked_for_there(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "in/ada.py", RIGHT)
    monkeypatch.chdir(tmp_path)
    assert grade_class(asked(tmp_path, csv=Path("-")), pool) == 0  # type: ignore[arg-type]
    told = capfd.readouterr()
    assert told.out.startswith("student,exercise") and told.out.count("\n") == 2
    assert "mean 4.0" in told.err and not (tmp_path / "-").exists()


def test_what_students_get_does_not_tell_the_seed(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    asking = []

    class Asking(Pool):
        def submit(self, grade: Callable[[Job], bytes], job: Job) -> "Future[bytes]":
            asking.append(job.terms.seed)
            found = msgspec.json.decode(fake(job), type=Report)
            told = msgspec.structs.replace(found, seed=job.terms.seed)
            done: Future[bytes] = Future()
            done.set_result(msgspec.json.encode(told))
            return done

    @contextmanager
    def pool(_width: int) -> Iterator[Pool]:
        yield Asking()

    for name in ("ada", "ben"):
        put(tmp_path, f"in/{name}.py", f"{RIGHT}# {name}")
        assert grade_class(asked(tmp_path), pool) == 0  # type: ignore[arg-type]
    first, second = asking
    out = capfd.readouterr().out
    assert first == second != 0 and out.count(f"The seed is {first}, kept in") == 2
    files = [tmp_path / "out.csv", *(tmp_path / "pages").rglob("*.html")]
    assert len(files) == 4
    for file in files:
        assert str(first) not in file.read_text()
    assert str(first) not in junit.render(report(check("a"), seed=first))
    assert str(first) not in gradescope.render([report(check("a"), seed=first)])
    # The course's own, or one that is said, is another set of questions.
    for seed in (7, None):
        assert grade_class(asked(tmp_path, seed=seed), pool) == 0  # type: ignore[arg-type]
    assert asking[2:] == [7, 7]


def test_what_could_not_be_graded_has_a_row_without_a_score(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for name, text in {"ada": "", "ben": "# crash", "cy": "# half"}.items():
        put(tmp_path, f"in/{name}.py", RIGHT + text)
    assert grade_class(asked(tmp_path), pool) == 3  # type: ignore[arg-type]
    rows = table(tmp_path)
    assert (rows["ada"]["score"], rows["ada"]["status"]) == ("4", "graded")
    for name in ("ben", "cy"):
        assert (rows[name]["score"], rows[name]["status"]) == ("", "broken")
    out = capfd.readouterr().out
    assert "mean 4.0" in out and "the grader fell over" in out and "2 graded now" in out
    # An old grade of another file does not stand in for what could not be graded.
    put(tmp_path, "in/ada.py", RIGHT + "# crash")
    assert grade_class(asked(tmp_path), pool) == 3  # type: ignore[arg-type]
    assert table(tmp_path)["ada"]["score"] == ""
    with Gradebook(tmp_path / "grades.db") as book:
        assert {row.report.score for row in book.current() if row.key.student == "ada"} == {4}


def test_the_status_in_the_csv_is_the_gradebooks(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path, "in/cy.py", RIGHT + "# half")
    put(tmp_path, "in/dan.pdf", "%PDF")
    put(tmp_path, "in/eve/\x1b[31mx\ny.pdf", "%PDF")
    grade_class(asked(tmp_path), pool)  # type: ignore[arg-type]
    assert "dan.pdf: neither" in table(tmp_path)["dan"]["notes"]
    out = capfd.readouterr().out
    assert "\x1b" not in out and "x y.pdf: neither" in out
    database = sqlite3.connect(tmp_path / "grades.db")
    kept = dict(database.execute("select student, status from grades"))
    database.close()
    assert kept == {name: row["status"] for name, row in table(tmp_path).items()}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_has_its_rows_and_pages(
    tmp_path: Path, layout: str, capfd: pytest.CaptureFixture[str]
) -> None:
    expected = LAYOUTS[layout](tmp_path / "in")
    grade_class(asked(tmp_path, course=course_folder()), pool)  # type: ignore[arg-type]
    assert len(table(tmp_path)) == len(expected.rows)
    assert len(list((tmp_path / "pages" / "students").iterdir())) == len(expected.rows)
    with Gradebook(tmp_path / "grades.db") as book:
        assert len(list(book.current())) == len(expected.rows)
    page, out = (tmp_path / "pages" / "index.html").read_text(), capfd.readouterr().out
    assert (("Left out" in page) == bool(expected.left)) and ("Left out:" in out) == bool(
        expected.left
    )


def test_pages_keep_their_address_when_others_come(tmp_path: Path) -> None:
    """Nobody's page becomes somebody else's: namesakes, and names without a Latin letter."""
    for name in ("leewei_2222_2_a.py", "王伟_5_assignsubmission_file_/a.py", "student.py"):
        put(tmp_path, f"in/{name}", RIGHT)
    grade_class(asked(tmp_path), pool)  # type: ignore[arg-type]
    before = pages(tmp_path)
    assert len(set(before.values())) == 3
    for name in (
        "leewei_1111_1_a.py",
        "李娜_4_assignsubmission_file_/a.py",
        "a student.py",
        "Student.py",
    ):
        put(tmp_path, f"in/{name}", RIGHT)
    grade_class(asked(tmp_path), pool)  # type: ignore[arg-type]
    after = pages(tmp_path)
    assert len(set(after.values())) == 7
    assert {name: after[name] for name in before} == before


def pages(tmp_path: Path) -> dict[str, str]:
    folder = tmp_path / "pages" / "students"
    texts = {path.name: path.read_text() for path in folder.iterdir()}
    with Gradebook(tmp_path / "grades.db") as book:
        students = [row.key.student for row in book.current()]
    return {s: name for s in students for name, text in texts.items() if f"<h1>{s}</h1>" in text}


def test_the_roster_names_and_says_who_is_missing_and_who_is_a_stranger(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    roster = put(tmp_path, "class.csv", "name,login\nAda L.,ada\nBen B.,ben\n")
    put(tmp_path, "in/ada.py", RIGHT)
    put(tmp_path, "in/Ada L./double.py", RIGHT.replace("x + x", "x * x"))
    put(tmp_path, "in/zed.py", RIGHT)
    assert grade_class(asked(tmp_path, roster=roster), pool) == 0  # type: ignore[arg-type]
    rows = table(tmp_path)
    assert set(rows) == {"Ada L.", "zed"}
    assert rows["Ada L."]["file"] == "Ada L./double.py" and "not ada.py" in rows["Ada L."]["notes"]
    out = capfd.readouterr().out
    assert "Not on the roster: zed" in out and "Nothing from: Ben B." in out
    assert "1 submission" not in out and "ada.py: double.py counts" in out


def test_a_locked_gradebook_and_a_full_disk_are_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path, "in/ada.py", RIGHT)
    put(tmp_path, "in/ben.py", RIGHT + "#")
    monkeypatch.setattr(gradebook, "PATIENCE", 0.1)
    for when in ("at once", "later"):
        database = sqlite3.connect(tmp_path / "grades.db", isolation_level=None)

        @contextmanager
        def locking(_width: int, database: sqlite3.Connection = database) -> Iterator[Pool]:
            database.execute("begin exclusive")
            yield Pool()

        if when == "at once":
            database.execute("begin exclusive")
        with pytest.raises(Exception, match=r"cannot be written: .* are kept") as problem:
            grade_class(asked(tmp_path), pool if when == "at once" else locking)  # type: ignore[arg-type]
        database.close()
        assert complain(problem.value) == 3  # type: ignore[arg-type]
        assert capsys.readouterr().err.startswith("grade: ")
    assert grade_class(asked(tmp_path), pool) == 0  # type: ignore[arg-type]


def test_what_is_done_is_kept_when_the_disk_is_full(tmp_path: Path) -> None:
    for name in "abcdefgh":
        put(tmp_path, f"in/{name}.py", RIGHT + f"# {name}")
    usual = Gradebook.keep

    def keep(book: Gradebook, *words: object) -> None:
        usual(book, *words)  # type: ignore[arg-type]
        if len(list(book.current())) == 3:
            (pages,) = book._db.execute("pragma page_count").fetchone()
            book._db.execute(f"pragma max_page_count = {pages}")
            book._db.execute("create table filler as select randomblob(90000)")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Gradebook, "keep", keep)
        with pytest.raises(Exception, match=r"full.*are kept"):
            grade_class(asked(tmp_path), pool)  # type: ignore[arg-type]
    with Gradebook(tmp_path / "grades.db") as book:
        assert len(list(book.current())) == 3
    assert grade_class(asked(tmp_path), pool) == 0  # type: ignore[arg-type]
    assert len(table(tmp_path)) == 8


def test_a_file_that_cannot_be_written_leaves_the_old_one_whole(tmp_path: Path) -> None:
    put(tmp_path, "in/ada.py", RIGHT)
    for place in ("missing/out.csv", "in"):
        with pytest.raises(OSError, match=place.partition("/")[0]):
            grade_class(asked(tmp_path, csv=tmp_path / place), pool)  # type: ignore[arg-type]
    with Gradebook(tmp_path / "grades.db") as book:
        assert len(list(book.current())) == 1
    assert not list(tmp_path.glob(".*.part"))


def test_a_process_grades_one_at_a_time_whatever_its_threads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Workers of a cluster have several threads: what a process keeps is for one submission."""
    inside: list[int] = []
    most: list[int] = []

    class Grader:
        course = type("Course", (), {"named": staticmethod(lambda word: word)})()

        def only(self, _exercise: str) -> None:
            inside.append(1)
            most.append(len(inside))
            time.sleep(0.02)

        def grade_bytes(
            self, exercise: str, path: Path, data: bytes, name: str, beside: object
        ) -> Report:
            time.sleep(0.02)
            inside.pop()
            return report(check(data.decode()), exercise=exercise, submission=name)

    monkeypatch.setattr(jobs, "_opened", lambda terms: Grader())
    terms = Terms(str(COURSE), 0, "all", True)
    some = [Job(terms, "exercise-01", f"{n}.py", str(n).encode(), n) for n in range(9)]
    with ThreadPoolExecutor(3) as threads:
        found = list(threads.map(jobs.grade_one, some))
    assert max(most) == 1
    reports = [msgspec.json.decode(one, type=Report) for one in found]
    assert [r.checks[0].id for r in reports] == [str(n) for n in range(9)]
    assert threading.active_count() >= 1


@pytest.mark.parametrize("layout", ["in/ada/{name}", "in/adal_3_{number}_{name}"])
def test_files_that_a_submission_imports_go_with_it_and_count(
    tmp_path: Path, layout: str, capfd: pytest.CaptureFixture[str]
) -> None:
    given: list[tuple[tuple[str, bytes], ...]] = []

    class Watched(Pool):
        def submit(self, grade: Callable[[Job], bytes], job: Job) -> "Future[bytes]":
            given.append(job.beside)
            return super().submit(grade, job)

    @contextmanager
    def watched(_width: int) -> Iterator[Pool]:
        yield Watched()

    def graded(helpers: str) -> None:
        files = {
            "double.py": "import helpers\n" + RIGHT,
            "helpers.py": helpers,
            "other.py": "y = 1\n",
        }
        for number, (name, text) in enumerate(files.items()):
            put(tmp_path, layout.format(number=number, name=name), text)
        grade_class(asked(tmp_path), watched)

    graded("x = 1\n")
    assert given == [(("helpers.py", b"x = 1\n"),)]
    assert "helpers.py" not in capfd.readouterr().out  # it is graded, in its way
    graded("x = 1\n")
    assert len(given) == 1
    graded("x = 2\n")
    assert given[1:] == [(("helpers.py", b"x = 2\n"),)]


def test_a_job_is_graded_with_the_files_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked_for = []

    class Opened:
        course = open_course(COURSE)

        def only(self, _exercise: object) -> None:
            pass

        def grade_bytes(self, _exercise: object, *facts: object) -> Report:
            asked_for.append(facts[-1]("helpers.py"))
            return report(check("a"))

    monkeypatch.setattr(jobs, "_opened", lambda _terms: Opened())
    terms = Terms(str(COURSE), 0, "all", True)
    job = Job(terms, "exercise-01", "a.py", b"import helpers", 0, beside=(("helpers.py", b"x"),))
    jobs.grade_one(job)
    assert asked_for == [b"x"]
