"""A roster finds the member behind a name or a number, or nobody: never somebody else."""

import time
from pathlib import Path

import pytest

from grader.classroom.layouts import Owner
from grader.classroom.matching import matched
from grader.classroom.names import letters
from grader.classroom.roster import BadRoster, Member, read_roster


def roster(tmp_path: Path, text: str, encoding: str = "utf-8") -> tuple[Member, ...]:
    path = tmp_path / "roster.csv"
    path.write_bytes(text.encode(encoding))
    return read_roster(path)


def member(members: tuple[Member, ...], name: str, id: str = "", platform: str = "") -> str:
    owner = Owner(name, id, platform)  # type: ignore[arg-type]
    found = matched([owner], members).get(owner)
    return found.name if found else ""


CSV = "First name,Last name,ID,Email\nAda,Lovelace,17,al@uni.id\nAlan,Türing,18,at@uni.id\n"
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Huber loss (123)\n"
    "    Points Possible,,,,,20\n"
    '"Wei, Lee",1111,u1,wei1,A,\n"Wei, Lee",2222,u2,wei2,A,\n"King Lovelace, Ada",3,1111,ada,A,\n'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize(
    ("student", "id", "platform"),
    [("Ada Lovelace", "", ""), ("lovelaceada", "5", "canvas"), ("x", "17", "canvas"), ("al", "", ""),
     ("LOVELACE, Ada", "", ""), ("17", "", ""), ("al@uni.id", "", ""), ("Ada Lovelace", "99", "moodle")],
)  # fmt: skip
def test_a_file_finds_its_member(
    tmp_path: Path, student: str, id: str, platform: str, encoding: str
) -> None:
    members = roster(tmp_path, CSV, encoding)
    assert member(members, student, id, platform) == "Ada Lovelace"
    assert members[1].name == "Alan Türing"


@pytest.mark.parametrize(
    "text",
    [
        "Name;ID\nAda Lovelace;17\n",
        "sep=;\nName;ID\nAda Lovelace;17\n",
        '"sep=,"\r\nName,ID\r\nAda Lovelace,17\r\n',
        "name\tid\nAda Lovelace\t17\n",
        "student\nAda Lovelace\n",
        "Vorname;Nachname;ID-Nummer;E-Mail-Adresse\nAda;Lovelace;17;a@b.de\n",
        "Vollständiger Name,ID-Nummer\nAda Lovelace,17\n",
        "Nama depan,Nama belakang,Nomor ID,Alamat email\nAda,Lovelace,17,a@b.id\n",
        "No,NIM,Nama Lengkap\n1,17,Ada Lovelace\n",
        '"Nama, lengkap",Nama\nx,Ada Lovelace\n',
        "Name,ID\nAda Lovelace,17\nAda Lovelace,17\n",
        'Name,ID\n"Ada\nLovelace",17\n',
    ],
)
def test_columns_are_known_in_the_languages_of_platforms(tmp_path: Path, text: str) -> None:
    members = roster(tmp_path, text)
    assert len(members) == 1 and member(members, "lovelaceada", "5", "canvas") == members[0].name


def test_canvas_gradebook_tells_namesakes_apart(tmp_path: Path) -> None:
    members = roster(tmp_path, CANVAS)
    assert len(members) == 3 and len({one.name for one in members}) == 3
    first, second = (Owner("weilee", id, "canvas") for id in ("1111", "2222"))
    found = matched([first, second], members)
    assert "1111" in found[first].name and "2222" in found[second].name
    assert member(members, "weilee", "4444", "canvas") == ""
    assert member(members, "kinglovelaceada", "3", "canvas") == "King Lovelace, Ada"
    # Somebody else of that name, who is not on the roster.
    assert member(members, "kinglovelaceada", "7", "canvas") == ""


def test_no_number_but_that_of_its_own_column_finds_a_member(tmp_path: Path) -> None:
    members = roster(tmp_path, "No,Name,Room\n1111,Ben,17\n2,Zed,9\n")
    assert member(members, "zed", "1111", "canvas") == "Zed"
    assert member(members, "1111") == member(members, "17") == ""
    # A number of students is no number of a download.
    members = roster(tmp_path, "Name,ID number\nBen,99\nZed,5\n")
    assert member(members, "Zed", "99", "moodle") == "Zed"
    assert member(members, "Yan", "99", "moodle") == ""
    members = roster(tmp_path, "Name,ID\nBen,99\nZed,5\n")
    assert member(members, "Zed", "99", "canvas") == "Zed"


def test_blind_marking_is_resolved_by_moodles_own_sheet_only(tmp_path: Path) -> None:
    sheet = "Identifier,Full name,Email address\nParticipant 300,Ada,a@b.id\nParticipant 301,Ben,b@b.id\n"
    members = roster(tmp_path, sheet)
    assert member(members, "Participant", "301", "moodle") == "Ben"
    assert member(members, "Ada", "301", "moodle") == ""  # a name and a number of two people


def test_two_of_one_name_are_matched_to_nobody_by_the_name(tmp_path: Path) -> None:
    members = roster(tmp_path, "Name\nLee Wei\nAda\n")
    one, other = Owner("leewei", "1111", "canvas"), Owner("leewei", "2222", "canvas")
    assert matched([one, other], members) == {}
    assert matched([one], members)[one].name == "Lee Wei"
    first, second = roster(tmp_path, "name,id\nAda,1\nAda,2\n")
    assert first.name != second.name and member((first, second), "ada") == ""
    assert member((first, second), "1") == first.name


def test_vowel_signs_are_letters_and_accents_of_latin_ones_are_not(tmp_path: Path) -> None:
    members = roster(tmp_path, "name\nरमा\nराम\nJosé Nuñez\nЙон\nИон\n")
    for name in ("रमा", "राम", "Йон", "Ион"):
        assert member(members, name) == name
    assert member(members, "jose nunez") == "José Nuñez"
    assert letters("Türing-X") == "turingx"
    both = roster(tmp_path, "name\nAna\nAná\n")
    assert member(both, "Aná") == "Aná" and member(both, "ana") == "Ana"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "needs a line"),
        ("name,id\n", "needs a line"),
        ("name\nAda,1,2\n", "line 2: more cells"),
        ('name,id\nAda,1\n"Ben,2\nCy,3\nDi,4\n', "line 3"),
        ('name,id\nAda,1\n"Ben,2\n"Cy",3\n', "line 3"),
        ("name,id\nAda,1\nBen," + "x" * 200_000 + "\n", "line 3"),
        ("a,b\nAda,1\n", "call one `name`"),
        ("\0\1", "no text"),
    ],
    ids=lambda text: text[:12],
)
def test_a_bad_roster_is_refused_with_the_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadRoster, match=rf"roster\.csv.*{said}"):
        roster(tmp_path, text)


def test_a_folder_is_no_roster(tmp_path: Path) -> None:
    with pytest.raises(BadRoster, match="cannot be opened"):
        read_roster(tmp_path)


def test_a_large_class_is_matched_in_no_time(tmp_path: Path) -> None:
    members = roster(tmp_path, "name,id\n" + "".join(f"Student {n} X,{n}\n" for n in range(5000)))
    owners = [Owner(f"xstudent{n}", str(n), "canvas") for n in range(5000)]
    began = time.process_time()
    assert len(matched(owners, members)) == 5000
    assert time.process_time() - began < 5
