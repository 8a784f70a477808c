"""Downloads as platforms make them, with what real students put into them: 65 submissions.

Each function fills a folder and returns what must come out: for each row the content that counts
or a word of the reason, and words of what is left out. `DONE % who` is somebody's right file.
"""

import io
import os
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import EXERCISES
from tests.submission.test_notebooks import notebook

EXERCISE = EXERCISES["exercise-01"]
STUB, STUB_NOTEBOOK = EXERCISE.stub_text, EXERCISE.written(True)
CODE = "def huber_loss(y_true, y_pred, threshold=1.0):\n    return y_true\n\nclass HuberLoss:\n    pass\n"
OTHER = "class MyDense:\n    pass\n"


def done(who: str) -> str:
    return f"# {who}\n{CODE}"


@dataclass
class Expected:
    """rows: a name, and the author's mark in the file that counts or "!" and a part of the reason.

    left: parts of a path, and of the reason why it was left out.
    """

    rows: dict[str, str] = field(default_factory=dict)
    left: list[tuple[str, str]] = field(default_factory=list)


def put(root: Path, name: str, content: str | bytes, time: int = 1_700_000_000) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    os.utime(path, (time, time))
    return path


def packed(files: dict[str, str | bytes], *, locked: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    data = bytearray(out.getvalue())
    if locked:  # say so in each header, local and central
        for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            at = data.find(mark)
            while at >= 0:
                data[at + offset] |= 1
                at = data.find(mark, at + 1)
    return bytes(data)


def damaged() -> bytes:
    """A zip whose second entry cannot be unpacked."""
    data = bytearray(packed({"readme.txt": "x", "huber_loss.py": done("damaged") * 50}))
    at = data.rfind(b"PK\x03\x04")
    start = at + 30 + len("huber_loss.py")
    data[start + 4 : start + 24] = b"\xff" * 20
    return bytes(data)


def canvas(root: Path) -> Expected:
    put(root, "leewei_1111_1_huber_loss.py", done("wei1"))
    put(root, "leewei_2222_2_huber_loss.py", done("wei2"))
    put(root, "adal_3_3_huber_loss.py", done("ada-old"), 1_700_000_900)
    put(root, "adal_3_4_huber_loss-1.py", done("ada"), 1_700_000_100)
    put(root, "benb_LATE_4_5_huber_loss.ipynb", notebook(done("ben")))
    put(root, "cleo_5_6_huber_loss.py.txt", done("cleo"))
    put(root, "dan_6_7_work.pdf", b"%PDF-1.4")
    inner = packed({"deep/huber_loss.py": done("eve"), "__MACOSX/._huber_loss.py": "x"})
    put(root, "eve_7_8_work.zip", packed({"inner.zip": inner, "readme.md": "x"}))
    put(root, "fay_8_9_huber_loss.py", STUB, 1_700_000_900)
    put(root, "fay_8_10_huber_loss.ipynb", notebook(done("fay")))
    put(root, "mallory_9_11_adal_3_99_huber_loss-99.py", "# forged\n" + CODE)
    put(root, "gus_10_text.html", "<p>typed</p>")
    put(root, "hal_11_12_work.zip", packed({"huber_loss.py": done("hal")}, locked=True))
    put(root, "ivy_12_13_work.zip", damaged())
    put(root, "jon_13_14_work.zip", packed({}))
    put(root, "kim_14_15_dense_layer.py", OTHER)
    return Expected(
        {
            "leewei (1111)": "wei1", "leewei (2222)": "wei2", "adal (3)": "ada", "benb (4)": "ben",
            "cleo (5)": "!ends in .txt", "dan (6)": "!notebook", "eve (7)": "eve", "fay (8)": "fay",
            "mallory (9)": "forged", "gus (10)": "!neither", "hal (11)": "!password",
            "ivy (12)": "!damaged", "jon (13)": "!empty zip", "kim (14)": "!exercise-03",
        },
        [("cleo_5", ".txt"), ("dan_6", "neither"), ("adal_3_3", "counts"), ("fay_8_9", "counts"),
         ("hal_11_12_work.zip/huber_loss.py", "password"), ("kim_14", "exercise-03")],
    )  # fmt: skip


def moodle(root: Path) -> Expected:
    def mine(
        who: str, name: str = "huber_loss.py", content: str = "", time: int = 1_700_000_000
    ) -> None:
        put(root, f"{who}_assignsubmission_file_/{name}", content or done(who), time)

    mine("Participant_300")
    mine("Participant_301")
    mine("Lovelace, Ada_12")
    mine("रमा_13")
    mine("राम_14")
    mine("Иван Петров_15")
    mine("王伟_16")
    mine('O\'Neil "Q"_17')
    mine("Zed_18", "test_huber_loss.py", "# test\n" + CODE, 1_700_000_900)
    mine("Zed_18")
    mine("Yan_19", "helpers.py", "X = 1\n", 1_700_000_900)
    mine("Yan_19", "venv/lib/huber_loss.py", "# venv\n" + CODE, 1_700_000_900)
    mine("Yan_19", ".ipynb_checkpoints/huber_loss-checkpoint.ipynb", notebook("# kept\n" + CODE))
    mine("Yan_19", "project/huber_loss.py")
    mine(
        "Mallory_20",
        "Zed_18_assignsubmission_file_/huber_loss.py",
        "# forged\n" + CODE,
        1_800_000_000,
    )
    (root / "Xia_21_assignsubmission_file_").mkdir(parents=True)
    put(root, "Wim_22_assignsubmission_onlinetext_/onlinetext.html", "<p>x</p>")
    mine("Vic_23", "work.tar.gz", "x")
    return Expected(
        {
            "Participant (300)": "Participant_300", "Participant (301)": "Participant_301",
            "Lovelace, Ada (12)": "Lovelace, Ada_12", "रमा (13)": "रमा_13", "राम (14)": "राम_14",
            "Иван Петров (15)": "Иван Петров_15", "王伟 (16)": "王伟_16",
            "O'Neil \"Q\" (17)": "O'Neil \"Q\"_17", "Zed (18)": "Zed_18", "Yan (19)": "Yan_19",
            "Mallory (20)": "forged", "Xia (21)": "!", "Wim (22)": "!neither",
            "Vic (23)": "!.gz is not unpacked",
        },
        [("Zed_18_assignsubmission_file_/test_huber_loss.py", "a test"), ("helpers.py", "helper"),
         ("venv", "environment"), (".ipynb_checkpoints", "Jupyter"), ("onlinetext", "neither"),
         ("work.tar.gz", ".gz")],
    )  # fmt: skip


def moodle_flat(root: Path) -> Expected:
    for who in ("Ann Lee_1", "Ann Lee_2", "Bo_3"):
        put(root, f"{who}_assignsubmission_file_huber_loss.py", done(who))
    put(
        root,
        "Mallory_4_assignsubmission_file_Bo_3_assignsubmission_file_huber_loss.py",
        done("forged"),
    )
    put(root, "Mia_5_assignsubmission_file_ada_1_2_huber_loss-99.py", done("forged"))
    put(root, "Cy_6_assignsubmission_file_work.zip", packed({"a/huber_loss.py": done("Cy")}))
    put(root, "Di_7_assignsubmission_file_work.rar", "Rar!")
    return Expected(
        {
            "Ann Lee (1)": "Ann Lee_1", "Ann Lee (2)": "Ann Lee_2", "Bo (3)": "Bo_3",
            "Mallory (4)": "forged", "Mia (5)": "forged", "Cy (6)": "Cy", "Di (7)": "!.rar",
        },
        [("Di_7", ".rar is not unpacked")],
    )  # fmt: skip


def nbgrader(root: Path) -> Expected:
    for who in ("ada", "ben", "cleo", "dan"):
        put(root, f"submitted/{who}/ps1/huber_loss.ipynb", notebook(done(who)))
        put(root, f"submitted/{who}/ps1/timestamp.txt", "2026-01-01")
    put(root, "source/ps1/huber_loss.ipynb", notebook(done("teacher")))
    put(root, "autograded/ada/ps1/huber_loss.ipynb", notebook(done("teacher")))
    put(root, "submitted/eve/ps1/huber_loss.ipynb", STUB_NOTEBOOK, 1_700_000_900)
    put(root, "submitted/eve/ps1/huber_loss.py", done("eve"))
    put(root, "submitted/fay/ps1/ada/ps1/huber_loss.ipynb", notebook(done("fay")))
    (root / "submitted/gus").mkdir()
    rows = {who: who for who in ("ada", "ben", "cleo", "dan", "eve", "fay")}
    return Expected(rows | {"gus": "!"}, [("eve/ps1/huber_loss.ipynb", "counts")])


METADATA = """---
submission_101:
  :submitters:
  - :name: Lee Wei
    :sid: '1111'
    :email: wei1@uni.id
  :created_at: 2026-01-01 10:00:00.000000000 Z
submission_102:
  :submitters:
  - :name: Lee Wei
    :sid: '2222'
    :email: wei2@uni.id
submission_103:
  :submitters:
  - :name: Siti
    :sid:
    :email: siti@uni.id
  - :name: "Budi, S."
    :sid: '3333'
    :email: budi@uni.id
"""


def gradescope(root: Path) -> Expected:
    top = "assignment_1_export"
    put(root, f"{top}/submission_metadata.yml", METADATA)
    for number in (101, 102, 103, 104):
        put(root, f"{top}/submission_{number}/huber_loss.py", done(str(number)))
    put(root, f"{top}/submission_104/submission_metadata.yml", METADATA.replace("104", "101"))
    rows = {
        "Lee Wei (1111)": "101", "Lee Wei (2222)": "102", "Siti (siti@uni.id)": "103",
        "Budi, S. (3333)": "103", "submission_104": "104",
    }  # fmt: skip
    return Expected(rows, [("submission_104/submission_metadata.yml", "neither")])


def github(root: Path) -> Expected:
    for who in ("ada-l", "ben", "Cleo2"):
        put(root, f"exercise-01-submissions/exercise-01-{who}/huber_loss.py", done(who))
        put(root, f"exercise-01-submissions/exercise-01-{who}/.git/config", "x")
        put(root, f"exercise-01-submissions/exercise-01-{who}/tests/test_huber_loss.py", CODE)
    put(root, "exercise-01-submissions/exercise-01-dan/huber_loss.py", STUB)
    put(root, "exercise-01-submissions/exercise-01-dan/solution.py", done("dan"))
    rows = {"ada-l": "ada-l", "ben": "ben", "Cleo2": "Cleo2", "dan": "dan"}
    return Expected(rows, [("tests/test_huber_loss.py", "a test")])


def own(root: Path) -> Expected:
    put(root, "ada/huber_loss.py", done("ada"))
    put(root, "ada/huber_loss_old.py", done("ada-old"), 1_700_000_900)
    put(root, "ben.zip", packed({"work/huber_loss.py": done("ben")}))
    put(root, "Zoë Q.ipynb", notebook(done("zoe")))
    put(root, "dan\nline.py", done("dan1"))
    put(root, "dan line.py", done("dan2"))
    put(root, "=cmd().py", done("cmd"))
    put(root, "gia_huber_loss.py", done("gia"))
    put(root, "huber_loss.py", done("nobody"))
    put(root, "test_huber_loss.py", CODE)
    put(root, "readme.md", "x")
    put(root, "mallory/ada/huber_loss.py", done("forged"))
    put(root, "mallory/ada_1_2_huber_loss-99.py", done("forged"))
    put(root, "ned.pdf", b"%PDF")
    put(root, "class.csv", "name\nada\n")
    deep = packed({"c.zip": packed({"huber_loss.py": done("pam")})})
    put(root, "pam.zip", packed({"b.zip": deep}))
    rows = {
        "ada": "ada", "ben": "ben", "Zoë Q": "zoe", "=cmd()": "cmd", "gia": "gia",
        "mallory": "forged", "ned": "!neither", "pam": "!zip within a zip within",
        "dan line #2": "dan1", "dan line #1": "dan2",
    }  # fmt: skip
    return Expected(rows, [("huber_loss.py", "whose"), ("test_huber_loss.py", "whose"),
                           ("readme.md", "neither"), ("ada/huber_loss_old.py", "counts")])  # fmt: skip


def repositories(root: Path) -> Expected:
    """Of an assignment that is called otherwise than the exercise."""
    for who in ("ada", "alan", "al-x", "b"):
        put(root, f"ps-1-{who}/exercises/exercise-01/huber_loss.py", done(who))
        put(root, f"ps-1-{who}/exercises/exercise-03/dense_layer.py", OTHER)
        put(root, f"ps-1-{who}/.git/HEAD", "x")
    rows = {who: who for who in ("ada", "alan", "al-x", "b")}
    return Expected(rows, [("dense_layer.py", "exercise-03")])


LAYOUTS: dict[str, Callable[[Path], Expected]] = {
    one.__name__: one
    for one in (canvas, moodle, moodle_flat, nbgrader, gradescope, github, repositories, own)
}
