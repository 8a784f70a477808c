"""What student code leaves in its folder is counted and removed, and never trusted."""

import os
from pathlib import Path

import pytest

from grader.asking import scratch


def test_size_counts_below_and_follows_no_link(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "file").write_bytes(b"x" * 100_000)
    (tmp_path / "link").symlink_to("/usr")
    assert 100_000 <= scratch.size(str(tmp_path)) < 200_000


def test_very_many_files_are_too_many(tmp_path: Path) -> None:
    for n in range(scratch.MOST_ENTRIES + 1):
        (tmp_path / str(n)).touch()
    assert scratch.size(str(tmp_path)) > 2**40


def test_a_folder_that_is_gone_is_empty(tmp_path: Path) -> None:
    assert scratch.size(str(tmp_path / "none")) == 0
    assert scratch.head(str(tmp_path / "none"), "stdout") == ""


def test_head_reads_the_beginning_of_regular_files_only(tmp_path: Path) -> None:
    (tmp_path / "stdout").write_bytes(b"a\xffb" + b"c" * 5000)
    assert scratch.head(str(tmp_path), "stdout").startswith("a�bccc")
    assert len(scratch.head(str(tmp_path), "stdout")) == 4000
    (tmp_path / "link").symlink_to(tmp_path / "stdout")
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "pipe", "."):
        assert scratch.head(str(tmp_path), name) == ""


@pytest.mark.parametrize("deep", [3, 1500])
def test_a_folder_is_removed_however_it_was_left(tmp_path: Path, deep: int) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "closed").mkdir()
    (folder / "closed" / "file").touch()
    here = os.open(folder, os.O_RDONLY)
    for _ in range(deep):
        os.mkdir("d", dir_fd=here)
        inner = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)
    (folder / "closed").chmod(0)
    scratch.remove(str(folder))
    assert not folder.exists()
