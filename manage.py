#!/usr/bin/env python3
"""The one entry point: makes its environment, then runs Django's commands.

Standard library only, so that it runs on a machine that has nothing but Python.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / "bin" / "python"
DEVELOPMENT = ("test", "lint", "bench", "makemigrations")


def main() -> int:
    """Run a command inside the environment, making it first where it is missing."""
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    lock = "development" if command in DEVELOPMENT else "runtime"
    if not prepare(lock):
        return 1
    if Path(sys.prefix).resolve() != VENV.resolve():
        os.execv(PYTHON, [str(PYTHON), str(HERE / "manage.py"), *sys.argv[1:]])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    # Django is there only once the environment is.
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    execute_from_command_line(sys.argv)
    return 0


def prepare(lock: str) -> bool:
    """Make the environment hold what the lock says; False where a step failed."""
    text = (HERE / "requirements" / f"{lock}.txt").read_bytes()
    stamp = VENV / f"installed-{lock}"
    wanted = hashlib.sha256(text).hexdigest()
    development = VENV / "installed-development"
    if stamp.exists() and stamp.read_text() == wanted:
        return True
    if lock == "runtime" and development.exists():
        return True
    uv = str(VENV / "bin" / "uv")
    install = [uv, "pip", "install", "--quiet", "--python", str(PYTHON)]
    install += ["--require-hashes", "--compile-bytecode", "-r"]
    steps = [
        ("making .venv", [sys.executable, "-m", "venv", str(VENV)], PYTHON),
        ("installing uv", [str(PYTHON), "-m", "pip", "install", "-q", "uv"], Path(uv)),
        (
            f"installing requirements/{lock}.txt",
            [*install, str(HERE / "requirements" / f"{lock}.txt")],
            None,
        ),
    ]
    for what, command, made in steps:
        if made is not None and made.exists():
            continue
        print(f"· {what} …", file=sys.stderr, flush=True)
        if subprocess.run(command, check=False).returncode:
            print(f"This step failed: {what}.\n{advice(what)}", file=sys.stderr)
            return False
    stamp.write_text(wanted)
    return True


def advice(what: str) -> str:
    """What a person can do about a failed step."""
    if what.endswith(".venv"):
        return "Python's venv module is missing: install python3-venv, then try again."
    return "Check that the package registry can be reached, then run the command again."


if __name__ == "__main__":
    sys.exit(main())
