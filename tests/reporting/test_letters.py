"""What a console cannot show is written with what it can."""

import pytest

from grader.reporting.letters import NAME, in_ascii


@pytest.mark.parametrize(
    ("text", "plain"),
    [("e²/2 ≤ 1 · x", "e^2/2 <= 1 * x"), ("“é…” → ok", "'e...' -> ok"), ("日本", "??"), ("", "")],
)
def test_letters_become_ascii(text: str, plain: str) -> None:
    assert in_ascii(text) == plain


def test_an_old_code_page_keeps_the_letters_it_has() -> None:
    assert "e² ≤ 1".encode("cp1252", NAME) == b"e\xb2 <= 1"
