"""How many slips of the hand lie between two words."""

from __future__ import annotations


def within(first: str, second: str, limit: int) -> bool:
    """Say whether at most `limit` edits turn one word into the other.

    An edit is a letter too many, too few or another, or two neighbours that changed places.
    """
    if abs(len(first) - len(second)) > limit:
        return False
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, start=1):
        before, last, row = row, before, [i]
        for j, b in enumerate(second, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == second[j - 2] and b == first[i - 2]:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1] <= limit
