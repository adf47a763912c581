"""A row of the table of faults, and what is wanted of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

ANSWER_SECONDS = 5.0  # within which a reader gets a page, or 503 with Retry-After
RECOVERY_SECONDS = 10.0
# What a busy machine adds to a deadline of four or five seconds.
TOLERANCE_SECONDS = 1.5
HEADS = (
    "fault",
    "times",
    "saved",
    "lost",
    "half",
    "answers",
    "503",
    "others",
    "slowest, s",
    "recovered in, s",
    "files",
    "processes",
    "as wanted",
)


@dataclass
class Answers:
    """What readers and editors got meanwhile."""

    good: int = 0
    retry_later: int = 0  # 503 with Retry-After
    others: list[str] = field(default_factory=list)
    slowest: float = 0.0  # of answers, in seconds

    def add(self, status: int, has_retry: bool, seconds: float, path: str) -> None:
        """Count an answer."""
        self.slowest = max(self.slowest, seconds)
        if status in (200, 302):
            self.good += 1
        elif status == 503 and has_retry:
            self.retry_later += 1
        else:
            self.others.append(f"{status} {path}")


@dataclass
class FaultRow:
    """A fault, how often it was made, and what was seen."""

    fault: str
    times: int = 1
    saved: int = 0  # changes that somebody was told are saved
    lost: int = 0  # of them, those that are not there
    half: int = 0  # records of which only a part is there
    answers: Answers | None = None
    recovered: float | None = None  # the slowest, in seconds
    files: int = 0  # of nobody, that `clean` does not remove
    processes: int = 0  # that go on after the site was stopped
    notes: list[str] = field(default_factory=list)
    skipped: str = ""

    def list_failures(self) -> list[str]:
        """What is not as wanted."""
        found = [
            f"{number} {what}"
            for what, number in (
                ("lost", self.lost),
                ("half", self.half),
                ("files of nobody", self.files),
                ("processes left", self.processes),
            )
            if number
        ]
        if self.recovered is not None and self.recovered > RECOVERY_SECONDS:
            found.append(f"recovered in {self.recovered:.1f} s")
        if self.answers:
            if self.answers.others:
                found.append(f"answers {', '.join(sorted(set(self.answers.others)))}")
            if self.answers.slowest > ANSWER_SECONDS + TOLERANCE_SECONDS:
                found.append(f"an answer after {self.answers.slowest:.1f} s")
        return found + self.notes

    def format_line(self) -> str:
        """The row of the table."""
        if self.skipped:
            cells = [
                self.fault,
                *["–"] * (len(HEADS) - 2),
                f"not tried: {self.skipped}",
            ]
            return f"| {' | '.join(cells)} |"
        answers = self.answers
        cells = [
            self.fault,
            str(self.times),
            str(self.saved),
            str(self.lost),
            str(self.half),
            *(
                ["–"] * 4
                if answers is None
                else [
                    str(answers.good),
                    str(answers.retry_later),
                    str(len(answers.others)),
                    f"{answers.slowest:.1f}",
                ]
            ),
            "–" if self.recovered is None else f"{self.recovered:.1f}",
            str(self.files),
            str(self.processes),
            "yes" if not self.list_failures() else "**no**",
        ]
        return f"| {' | '.join(cells)} |"


def format_head() -> Iterator[str]:
    """The first two lines of the table."""
    yield f"| {' | '.join(HEADS)} |"
    yield f"|---|{'---:|' * (len(HEADS) - 1)}"
