"""Says how far a long command is: one moving line on a terminal, else plain lines."""

from __future__ import annotations

from django.core.management.base import OutputWrapper

STEPS_A_LINE = 10_000  # where the output is no terminal
STEPS_A_MOVE = 100


class StepReport:
    """Called with what is done, how much of it, and how much there is (0: unknown)."""

    def __init__(self, out: OutputWrapper) -> None:
        self.out = out

    def __call__(self, what: str, done: int, expected: int) -> None:
        """Write a line where it is time."""
        ended, moves = done == expected, self.out.isatty()
        is_time = done % (STEPS_A_MOVE if moves else STEPS_A_LINE) == 0
        if not done or not (ended or is_time):
            return
        line = (
            f"· {what}: {done}" if ended else f"· {what}: {done} of {expected or '…'}"
        )
        if moves:
            self.out.write(f"\r{line}", ending="\n" if ended else "")
        else:
            self.out.write(line)
        self.out.flush()
