"""`grade doctor` says what there is, and tries a worker."""

from tests.cli.test_main import grade, tiny


def test_a_machine_that_has_everything() -> None:
    done = grade("doctor")
    assert done.returncode == 0 and done.stderr == ""
    for words in ("tensorflow   2.", "protections", "seccomp", "self-test", "everything works"):
        assert words in done.stdout


def test_a_course_of_ones_own_is_looked_at() -> None:
    assert "1 in " in tiny("doctor").stdout


def test_a_reference_that_does_not_answer_is_told(tmp_path) -> None:
    done = grade("doctor", "--course", tmp_path)
    assert done.returncode == 2 and "is no course" in done.stderr
