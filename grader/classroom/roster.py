"""Who belongs to the class? A CSV with a header, as a learning platform exports it."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from grader.classroom.names import exact, letters, orders
from grader.problems import Problem

MOST = 20 * 2**20  # bytes of a roster
# What columns are called in English, Indonesian and German, without spaces and signs.
_NAME = {
    "name", "fullname", "studentname", "student", "displayname", "nama", "namalengkap",
    "namamahasiswa", "namasiswa", "namapeserta", "siswa", "mahasiswa", "vollstandigername",
    "vollername", "teilnehmername", "studierende", "studentin",
}  # fmt: skip
_FIRST = {
    "first", "firstname", "firstnames", "givenname", "givennames", "forename", "vorname",
    "vornamen", "namadepan", "namapertama",
}  # fmt: skip
_LAST = {
    "last", "lastname", "surname", "familyname", "nachname", "familienname", "namabelakang",
    "namaakhir", "namakeluarga",
}  # fmt: skip
_PLATFORM = {  # the number that stands in the names of a download
    "id", "userid", "canvasid", "canvasuserid", "identifier", "participant", "participantid",
    "moodleid", "bezeichner", "teilnehmer", "peserta", "pengidentifikasi", "pengenal",
}  # fmt: skip
_ID = {
    "idnumber", "studentid", "studentnumber", "sid", "sisuserid", "sisloginid", "sisid", "login",
    "loginid", "username", "user", "netid", "uid", "email", "emailaddress", "mail",
    "githubusername", "github", "githublogin", "nim", "npm", "nis", "nisn", "nrp", "nomorid",
    "nomorinduk", "nomorindukmahasiswa", "nomorinduksiswa", "namapengguna", "alamatemail",
    "alamatsurel", "surel", "idnummer", "matrikelnummer", "matrikelnr", "benutzername",
    "anmeldename", "emailadresse", "rosteridentifier", "orgdefinedid",
}  # fmt: skip
_PARTICIPANT = re.compile(r"^(?:participant|teilnehmer\W*\w*|peserta)\W*(\d+)$", re.IGNORECASE)


class BadRoster(Problem):
    """The roster cannot be read; says which line and why."""


@dataclass(frozen=True)
class Member:
    """One student of the class: a name to show, and what a file may be called by.

    names:  spellings with accents, then those without.
    ids:    numbers, logins and addresses.
    number: the number that stands in the names of a download; `platform` says of which platform,
            if the columns tell.
    """

    name: str
    names: tuple[frozenset[str], frozenset[str]]
    ids: frozenset[str]
    number: str = ""
    platform: str = ""

    @property
    def key(self) -> str:
        """What stays the same when others come to the class."""
        return self.number or min(self.ids, default=self.name)


def read_roster(path: Path) -> tuple[Member, ...]:
    """The members in a CSV whose first line names its columns."""
    lines = list(_lines(path))
    if len(lines) < 2:
        raise BadRoster(f"{path} needs a line with the names of its columns, and a line a student.")
    header = [letters(cell) for cell in lines[0][1]]
    if not set(header) & (_NAME | _FIRST | _LAST | _PLATFORM | _ID):
        raise BadRoster(
            f"{path}: none of its columns ({', '.join(lines[0][1])[:200]}) is known to hold names: "
            "call one `name`."
        )
    platform = _platform(header)
    found: dict[Member, int] = {}
    for number, cells in lines[1:]:
        if len(cells) > len(header):
            raise BadRoster(f"{path}, line {number}: more cells than the header has.")
        member = _member(dict(zip(reversed(header), reversed(_even(cells, header)), strict=True)))
        if member is not None and not _is_no_student(member.name):
            found.setdefault(replace(member, platform=platform), number)
    if not found:
        raise BadRoster(f"{path} names no student.")
    return tuple(_distinct(found))


def _platform(header: Sequence[str]) -> str:
    if any(name.startswith(("sis", "canvas")) for name in header):
        return "canvas"
    moodle = {"identifier", "participant", "moodleid", "bezeichner", "pengidentifikasi"}
    return "moodle" if moodle & set(header) else ""


def _even(cells: Sequence[str], header: Sequence[str]) -> list[str]:
    return [*cells, *[""] * (len(header) - len(cells))]


def _distinct(found: Mapping[Member, int]) -> Iterator[Member]:
    """Namesakes with what tells them apart."""
    names = Counter(member.name for member in found)
    for member, number in found.items():
        if names[member.name] > 1:
            mark = member.number or next(iter(sorted(member.ids)), f"line {number}")
            member = replace(member, name=f"{member.name} ({mark})")
        yield member


def _member(row: Mapping[str, str]) -> Member | None:
    first, last = _cell(row, _FIRST), _cell(row, _LAST)
    whole = _cell(row, _NAME)
    names = [name for name in (whole, f"{first} {last}".strip(), f"{last} {first}".strip()) if name]
    if "," in whole:  # "Lovelace, Ada"
        names.append(" ".join(reversed([part.strip() for part in whole.split(",", 1)])))
    number, ids = "", []
    for column, cell in row.items():
        if column in _PLATFORM and cell:
            number = ((found := _PARTICIPANT.match(cell)) and found[1]) or cell
        if column in _PLATFORM | _ID and cell:
            ids += [cell, *([cell.partition("@")[0]] if "@" in cell else [])]
    name = whole or f"{first} {last}".strip() or next(iter(ids), "")
    if not name:
        return None
    turned = {other for name in names for other in orders(name)}
    spelt = frozenset(map(exact, turned)) - {""}, frozenset(map(letters, turned)) - {""}
    return Member(name, spelt, frozenset(map(exact, ids)) - {""}, number)


def _cell(row: Mapping[str, str], names: set[str]) -> str:
    return next((cell for column, cell in row.items() if column in names and cell), "")


def _is_no_student(name: str) -> bool:
    """A line of Canvas's gradebook export that is about the columns."""
    return letters(name) in ("pointspossible", "manualposting")


# the file


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The number of each line that is not empty, and its cells."""
    text = _text(path)
    said, _end, rest = text.partition("\n")
    skipped = 0
    if found := re.fullmatch(r'"?sep=(.)"?', said.strip()):  # Excel's own hint
        text, skipped, delimiter = rest, 1, found[1]
    else:
        outside = re.sub(r'"[^"]*"', "", said)
        delimiter = max(",;\t", key=outside.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        number = reader.line_num + 1 + skipped
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            raise BadRoster(
                f"{path}, line {number}: {error}; perhaps a quotation mark is not closed."
            ) from None
        if any(cells):
            yield number, cells


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MOST + 1)
    except OSError as error:
        raise BadRoster(f"{path} cannot be opened: {error.strerror or error}.") from None
    if len(data) > MOST:
        raise BadRoster(f"{path} is larger than {MOST // 2**20} MiB: that is no roster.")
    for encoding in ("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise BadRoster(f"{path} is no text: export the roster as CSV, in UTF-8.")
