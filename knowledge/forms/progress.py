"""Where somebody is in a form of several steps; drawn by `knowledge/forms/progress.html`."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """A step: its title, and where to go back to it ("": not yet)."""

    title: str
    url: str = ""


@dataclass(frozen=True)
class Progress:
    """All steps, and the one that is being filled in (counted from 0)."""

    steps: Sequence[Step]
    at: int

    @property
    def number(self) -> int:
        """The step's number, counted from 1."""
        return self.at + 1

    @property
    def current(self) -> Step:
        """The step that is being filled in."""
        return self.steps[self.at]
