"""Pages hold what is to be seen, nothing of a student's becomes markup, and a browser shows them."""

import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest

from grader.classroom.contents import Left
from grader.classroom.counted import Handed
from grader.classroom.gradebook import Key, Row
from grader.classroom.handed_in import Gathered
from grader.classroom.published import addresses, publish
from grader.reporting.formats import github, gradescope, json, junit, markdown, text
from grader.reporting.formats.pages import Entry, class_page, report_html, student_page
from grader.reporting.report import Curve, Diagnosis, Picture, Report
from tests.reporting.test_formats import EVIL, HOSTILE
from tests.reporting.test_text import MIXED, check, report, wrong

PICTURE = Picture(
    "Loss over the error", "error", (0.0, 1.0, 2.0),
    (Curve("loss", (0.0, None, 2.0), (0.0, 1.0, 2.0)), Curve("gradient", None, (0.0, 1.0, 1.0))),
    (1.5,),
)  # fmt: skip
DIAGNOSIS = Diagnosis("sign", "The sign is wrong", "You subtract. Add.")
GRADED = report(check("a"), wrong("b", diagnosis=DIAGNOSIS), pictures=(PICTURE,))


class Outline(HTMLParser):
    """The tags of a page, and its visible text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def test_a_students_page_tells_what_the_terminal_tells() -> None:
    shown = Outline(student_page("Ada", [GRADED], {"exercise-09": "It was handed in late."}))
    for words in ("Ada", "2 of 4 points", "The b is right.", "loss is off.", "yours",
                  "It looks like this: The sign is wrong.", "handed in late", "[1.0, 2.0]"):  # fmt: skip
        assert words in shown.text
    assert shown.tags.count("svg") == 1


def test_a_report_that_was_kept_as_json_is_shown_alike() -> None:
    again = msgspec.json.decode(msgspec.json.encode(GRADED), type=Report)
    assert student_page("Ada", [again], {}) == student_page("Ada", [GRADED], {})


def test_nothing_of_a_students_is_markup() -> None:
    for page in (
        student_page(EVIL, [HOSTILE], {"exercise-09": EVIL}),
        class_page([Entry(EVIL, HOSTILE, "x.html", EVIL)], [EVIL], [(EVIL, EVIL, EVIL)], [EVIL]),
        report_html(HOSTILE),
    ):
        assert "script" not in Outline(page).tags and "<script" not in page
        assert not set("\x1b\x00") & set(page)


def test_pages_fetch_nothing_and_run_nothing() -> None:
    for page in (student_page("Ada", [GRADED], {}), class_page([Entry("Ada", GRADED, "")], [])):
        assert not re.search(r'(src|href)="(?!#|students/)', page) and "<script" not in page
        assert "default-src 'none'" in page


def test_a_class_page_counts_and_lists() -> None:
    entries = [Entry("Ada", GRADED, "students/ada.html"), Entry("Bob", GRADED, "students/bob.html"),
               Entry("Di", report(check("a", "lost", message="It took too long.")), ""),
               Entry("Cy", report(check("a", "blocked"), status="unreadable", message="No."), "")]  # fmt: skip
    shown = Outline(class_page(entries, ["Zoe"]))
    assert "Submissions: 4; mean: " in shown.text and "2 The sign is wrong" in shown.text
    assert "Cy : unreadable. No." in shown.text.replace("Cy:", "Cy :") and "Zoe" in shown.text
    assert "Di : It took too long." in shown.text.replace("Di:", "Di :")


def test_a_withheld_line_is_not_drawn() -> None:
    curves = tuple(msgspec.structs.replace(c, expected=None) for c in PICTURE.curves)
    held = report(check("a"), pictures=(msgspec.structs.replace(PICTURE, curves=curves),))
    assert ">expected<" not in student_page("Ada", [held], {}).partition("<svg")[2]


def test_addresses_are_harmless_and_never_shared() -> None:
    names = ["Ada L.", "ada l", "../../etc", "漢字", "<b>", "", "ada l (7)", "ada l #1a2b3c"]
    found = addresses({name: name for name in names})
    assert len(set(found.values())) == 8
    assert all(re.fullmatch(r"students/[a-z0-9-]+\.html", page) for page in found.values())


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture
def browser() -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
@pytest.mark.parametrize("trusted", [True, False])
@pytest.mark.parametrize("system", ["light", "dark"])
@pytest.mark.parametrize("light", [True, False])
def test_a_notebook_shows_a_report_in_its_own_colours(
    browser, tmp_path: Path, light: bool, system: str, trusted: bool
) -> None:
    """As JupyterLab lays it out, whose theme need not be the system's; without styles if untrusted."""
    shown = report_html(GRADED)
    if not trusted:
        shown = re.sub("<style>.*?</style>", "", shown, flags=re.DOTALL)
    ink, paper = ("#000", "#fff") if light else ("#eee", "#111")
    place = tmp_path / "lab.html"
    place.write_text(
        f'<meta charset="utf-8"><style>body {{ color: {ink}; background: {paper} }} '
        ".jp-RenderedHTMLCommon td, .jp-RenderedHTMLCommon th { text-align: right }</style>"
        f'<body data-jp-theme-light="{str(light).lower()}"><div class="jp-RenderedHTMLCommon">{shown}'
    )
    page = browser.new_page(color_scheme=system)
    page.goto(place.as_uri())
    of = "(() => { const e = getComputedStyle(document.querySelector('td:nth-child(2)')); return "
    colour = page.evaluate(of + "e.color })()")
    assert (min(map(int, re.findall(r"\d+", colour))) < 128) == light, colour
    assert page.evaluate(of + "e.textAlign })()") == "left"
    image = page.get_by_role("img", name="Loss over the error")
    assert image.is_visible() and image.evaluate("e => e.naturalWidth") > 300
    page.close()


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
def test_a_browser_shows_them_by_keyboard_in_both_schemes_and_on_paper(
    browser, tmp_path: Path
) -> None:
    key = Key("Ada", "exercise-09", "", "", 0)
    other = Key("Bob", "exercise-09", "", "", 0)
    rows = [Row(key, "a.py", "", GRADED, ""), Row(other, "b.py", "", MIXED, "")]
    handed = tuple(Handed(name, "exercise-09", None, b"", key=name) for name in ("Ada", "Bob"))
    left = (Left("Ada", "ada/" + "long_name_" * 9 + ".pdf", "no notebook"),)
    publish(tmp_path / "out", rows, Gathered(handed, left, ("Xu",), ("Zoe",)))
    colours = set()
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme, viewport={"width": 900, "height": 700})
        problems: list[str] = []
        page.on("console", lambda message: problems.append(message.text))  # noqa: B023
        page.on("pageerror", lambda error: problems.append(str(error)))  # noqa: B023
        page.goto((tmp_path / "out" / "index.html").as_uri())
        colours.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        assert page.get_by_role("heading", name="Class report").is_visible()
        assert page.get_by_role("region", name="Checks by students").is_visible()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
        page.get_by_role("link", name="Ada").focus()
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Ada").wait_for()
        assert page.get_by_role("img", name="Loss over the error").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 900
        assert problems == []
        page.emulate_media(media="print")
        assert (
            page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        )
        page.close()
    assert len(colours) == 2


def test_a_place_to_look_at_is_on_the_page_of_the_class_and_in_nothing_that_students_get() -> None:
    found = report(check("a"), places=("Line 3: look here.",))
    assert "Ada: Line 3: look here." in Outline(class_page([Entry("Ada", found, "")], [])).text
    students = [student_page("Ada", [found], {}), report_html(found), text.render(found, full=True)]
    students += [one.render(found) for one in (json, junit, markdown)]
    students += [github.render(found, "token"), gradescope.render([found])]
    assert not [one for one in students if "look here" in one]
