"""When do two spellings name one person? Letters count, and accents only of other scripts.

`Türing, Alan` is `alan turing`; but the vowel signs of रमा and राम are letters like any other.
"""

import re
import unicodedata


def letters(name: str) -> str:
    """A name without case, separators and the accents of Latin letters."""
    kept: list[str] = []
    latin = False
    for letter in unicodedata.normalize("NFKD", name.casefold()):
        if unicodedata.combining(letter) or unicodedata.category(letter)[0] == "M":
            if not latin:
                kept.append(letter)
        else:
            latin = "LATIN" in unicodedata.name(letter, "")
            if letter.isalnum():
                kept.append(letter)
    return unicodedata.normalize("NFC", "".join(kept)).casefold()


def exact(name: str) -> str:
    """The same with its accents."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    marks = [c for c in plain if c.isalnum() or unicodedata.category(c)[0] == "M"]
    return unicodedata.normalize("NFC", "".join(marks))


def orders(name: str) -> set[str]:
    """A name with its words turned: platforms put the last name, of one word or more, first."""
    words = re.split(r"[\s,]+", name.strip())
    return {" ".join([*words[i:], *words[:i]]) for i in range(min(len(words), 8))}
