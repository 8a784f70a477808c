"""A roster finds the name behind a file, and who is missing."""

from pathlib import Path, PurePosixPath

import pytest

from grader.classroom.handed_in import Handed
from grader.classroom.roster import BadRoster, member_of, missing, read_roster


def roster(tmp_path: Path, text: str, encoding: str = "utf-8"):
    path = tmp_path / "roster.csv"
    path.write_bytes(text.encode(encoding))
    return read_roster(path)


def handed(student: str, id: str = "") -> Handed:
    return Handed(student, "exercise-01", PurePosixPath("x.py"), b"", id)


CSV = "First name,Last name,ID,Email\nAda,Lovelace,17,al@uni.id\nAlan,Türing,18,at@uni.id\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize(
    ("student", "id"),
    [("Ada Lovelace", ""), ("lovelaceada", "5"), ("x", "17"), ("al", ""), ("LOVELACE, Ada", ""),
     ("17", ""), ("al@uni.id", "")],
)  # fmt: skip
def test_a_file_finds_its_member(tmp_path: Path, student: str, id: str, encoding: str) -> None:
    member = member_of(handed(student, id), roster(tmp_path, CSV, encoding))
    assert member is not None and member.name == "Ada Lovelace"


def test_semicolons_tabs_and_one_column_of_names_work(tmp_path: Path) -> None:
    for text in (
        "Name;ID\nAda Lovelace;17\n",
        "name\tid\nAda Lovelace\t17\n",
        "student\nAda Lovelace\n",
    ):
        assert member_of(handed("lovelaceada"), roster(tmp_path, text)) is not None


def test_who_is_missing_is_known(tmp_path: Path) -> None:
    members = roster(tmp_path, CSV)
    assert missing([handed("al"), handed("stranger")], members) == ("Alan Türing",)
    assert missing([Handed("at", "exercise-01", None, b"")], members) == (
        "Ada Lovelace",
        "Alan Türing",
    )


def test_two_members_of_one_name_stay_two(tmp_path: Path) -> None:
    first, second = roster(tmp_path, "name,id\nAda,1\nAda,2\n")
    assert first.name != second.name
    assert member_of(handed("ada"), (first, second)) is None
    assert member_of(handed("1"), (first, second)) == first


@pytest.mark.parametrize("text", ["", "name,id\n", "name\nAda,1,2\n"])
def test_a_bad_roster_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadRoster, match=r"roster\.csv"):
        roster(tmp_path, text)
