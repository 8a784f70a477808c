"""Which member of the class is behind a name or a number? Nobody, rather than a wrong one.

A platform's number is compared with the column of such numbers, a name with names. Where both are
known and contradict each other, or where two members could be meant, no member is taken.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from grader.classroom.layouts import Owner
from grader.classroom.names import exact, letters
from grader.classroom.roster import Member

_Index = Mapping[str, Sequence[Member]]


def matched(owners: Iterable[Owner], roster: Sequence[Member]) -> dict[Owner, Member]:
    """The member behind each owner, where there is exactly one; linear in both."""
    by_exact, by_letters = _index(roster, 0), _index(roster, 1)
    by_id: dict[str, list[Member]] = defaultdict(list)
    by_number: dict[str, list[Member]] = defaultdict(list)
    for member in roster:
        for id in member.ids:
            by_id[id].append(member)
        if member.number:
            by_number[member.number].append(member)
    found: dict[Owner, tuple[Member, bool]] = {}
    for owner in owners:
        names = by_exact.get(exact(owner.name)) or by_letters.get(letters(owner.name), ())
        numbers = by_number.get(owner.id, ()) if owner.id else ()
        ids = _called(owner, by_id)
        if one := _one(owner, names, numbers, ids):
            found[owner] = one
    return _without_rivals(found)


def _index(roster: Sequence[Member], which: int) -> _Index:
    found: dict[str, list[Member]] = defaultdict(list)
    for member in roster:
        for name in member.names[which]:
            found[name].append(member)
    return found


def _called(owner: Owner, by_id: _Index) -> list[Member]:
    """Those whose number, login or address the owner is called by, where these are known."""
    if owner.platform in ("canvas", "moodle"):
        return []
    words = (owner.name, *owner.aliases)
    return list(dict.fromkeys(m for word in words for m in by_id.get(exact(word), ())))


def _one(
    owner: Owner, names: Sequence[Member], numbers: Sequence[Member], ids: Sequence[Member]
) -> tuple[Member, bool] | None:
    """The member, and whether a number or an address says so."""
    if len(ids) == 1:
        return ids[0], True
    if len(numbers) == 1 and owner.platform in ("canvas", "moodle"):
        (member,) = numbers
        ours = member.platform == owner.platform
        if member in names or (not names and (ours or owner.platform == "canvas")):
            return member, True
        if ours:
            return None
    if len(names) != 1:
        return None
    (member,) = names
    other = owner.id and member.number and member.platform == owner.platform
    return None if other and member.number != owner.id else (member, False)


def _without_rivals(found: Mapping[Owner, tuple[Member, bool]]) -> dict[Owner, Member]:
    """Two numbers of one platform are two people: by name alone, neither is the member."""
    claims: dict[tuple[Member, str], dict[str, bool]] = defaultdict(dict)
    for owner, (member, sure) in found.items():
        if owner.id:
            claims[member, owner.platform][owner.id] = sure
    kept = {}
    for owner, (member, sure) in found.items():
        rivals = claims[member, owner.platform] if owner.id else {}
        if len(rivals) < 2 or (sure and sum(rivals.values()) == 1):
            kept[owner] = member
    return kept
