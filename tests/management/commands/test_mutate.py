"""Faults are made in a copy, one at a time, and told where no test notices."""

from __future__ import annotations

import os
import signal
import tomllib
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from archive.management.commands import mutate
from archive.management.mutation import (
    FaultRun,
    Outcome,
    choose_tests,
    describe_survivors,
    fault_runs,
    find_faults,
    format_shares,
    make_fault,
    run_faults,
    share_by_layer,
)
from tests.architecture.tree import BASE

FILES = {
    "archive/__init__.py": "",
    "archive/models/__init__.py": "",
    "archive/models/_size.py": (
        "def is_large(number):\n    return number > 10\n\n\n"
        "def is_named(text):\n    return len(text) > 2\n"
    ),
    "archive/text.py": "def double(number):\n    return number + number\n",
    "tests/__init__.py": "",
    "tests/models/__init__.py": "",
    "tests/models/test_size.py": (
        "from archive.models._size import is_large, is_named\n\n\n"
        "def test_sizes():\n    assert is_large(11) and not is_large(10)\n"
        "    assert is_named('abc')\n"
    ),
    "tests/test_text.py": (
        "from archive.text import double\n\n\n"
        "def test_double():\n    assert double(3) == 6\n"
    ),
    "tests/journeys/test_page.py": "from archive.models import _size\n",
    "pyproject.toml": ("[tool.archive.mutate.floors]\nmodels = 50\ntext = 100\n"),
}
SIZE = Path("archive/models/_size.py")


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """A small tree with its tests, which nobody may write."""
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE", raising=False)  # it has no Django
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    root = tmp_path / "tree"
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    yield root
    assert {name: (root / name).read_text() for name in FILES} == FILES


def faults_of(tree, module):
    return [(module, fault) for fault in find_faults((tree / module).read_text())]


def near(tree):
    return lambda module: choose_tests(tree, module, "archive")


def test_the_tests_of_a_module_are_its_mirror_and_those_that_import_it(tree):
    assert choose_tests(tree, SIZE, "archive") == ["tests/models/test_size.py"]
    text = Path("archive/text.py")
    assert choose_tests(tree, text, "archive", ("tests/models",)) == [
        "tests/test_text.py",
        "tests/models",
    ]


def test_the_tests_of_a_package_around_a_module_are_near(tree):
    for name in ("tests/models/test_models.py", "tests/models/test_other.py"):
        (tree / name).write_text("")
    found = choose_tests(tree, Path("archive/models/staff/_role.py"), "archive")
    assert found == ["tests/models/test_models.py"]
    for name in ("tests/models/test_models.py", "tests/models/test_other.py"):
        (tree / name).unlink()


def test_a_fault_that_no_test_notices_is_told(tree):
    kinds = ("comparison", "constant")
    faults = [pair for pair in faults_of(tree, SIZE) if pair[1].kind in kinds]
    runs = list(run_faults(tree, faults, near(tree)))
    outcomes = {
        make_fault(run.source, run.fault)
        .splitlines()[run.fault.line - 1]
        .strip(): run.outcome
        for run in runs
    }
    assert outcomes["return number >= 10"] is Outcome.NOTICED
    assert outcomes["return number > 11"] is Outcome.NOTICED
    assert outcomes["return len(text) >= 2"] is Outcome.SURVIVED
    assert outcomes["return len(text) > 3"] is Outcome.NOTICED
    told = list(describe_survivors(runs))
    assert "archive/models/_size.py:6 comparison" in told
    assert told[1:3] == [
        "    -     return len(text) > 2",
        "    +     return len(text) >= 2",
    ]


def test_a_tree_that_changes_meanwhile_changes_nothing(tree):
    """Somebody may pull while it runs."""
    faults = [pair for pair in faults_of(tree, SIZE) if pair[1].kind == "comparison"]
    found = run_faults(tree, faults, near(tree))
    runs = [next(found)]
    (tree / SIZE).write_text("raise ValueError\n")
    runs += found
    (tree / SIZE).write_text(FILES[str(SIZE)])
    assert [run.outcome for run in runs] == [Outcome.NOTICED, Outcome.SURVIVED]


def test_a_fault_that_makes_the_tests_hang_is_noticed(tree, monkeypatch):
    monkeypatch.setattr(fault_runs, "LEAST_LIMIT", 1.0)
    source = "import time\n\n\ndef is_large(number):\n    time.sleep(0)\n"
    fault = next(f for f in find_faults(source) if f.text == "1")
    endless = fault_runs.Fault("constant", 5, fault.start, fault.end, "900")
    files = tree / "archive/models/_slow.py", tree / "tests/models/test_slow.py"
    files[0].write_text(source)
    files[1].write_text(
        "from archive.models._slow import is_large\n\n\n"
        "def test_slow():\n    is_large(1)\n"
    )
    (run,) = run_faults(tree, [(Path("archive/models/_slow.py"), endless)], near(tree))
    assert run.outcome is Outcome.HUNG and run.is_noticed


def test_a_fault_in_a_function_that_no_test_calls_is_reached_by_none(tree):
    (tree / "archive/models/_size.py").write_text(
        FILES["archive/models/_size.py"] + "\n\ndef is_small(number):\n    return 3\n"
    )
    faults = [pair for pair in faults_of(tree, SIZE) if pair[1].line == 10]
    runs = list(run_faults(tree, faults, near(tree)))
    assert {run.outcome for run in runs} == {Outcome.NOT_REACHED}
    assert not any(run.is_noticed for run in runs)
    assert "archive/models/_size.py:10 constant" in list(describe_survivors(runs))
    (tree / "archive/models/_size.py").write_text(FILES["archive/models/_size.py"])


def test_a_fault_in_a_function_that_an_import_calls_is_noticed(tree):
    limit = "\n\ndef read_limit():\n    return 10\n\n\nLIMIT = read_limit()\n"
    module, test = tree / "archive/models/_size.py", tree / "tests/models/test_size.py"
    module.write_text(FILES["archive/models/_size.py"] + limit)
    test.write_text(
        "from archive.models._size import LIMIT\n\n\n"
        "def test_limit():\n    assert LIMIT == 10\n"
    )
    faults = [pair for pair in faults_of(tree, SIZE) if pair[1].line == 10]
    runs = list(run_faults(tree, faults, near(tree)))
    assert {run.outcome for run in runs} == {Outcome.NOTICED} and len(runs) == 3
    for path in (module, test):
        path.write_text(FILES[str(path.relative_to(tree))])


FAILING = "from archive.models import _size\n\n\ndef test_no():\n    assert False\n"


def test_a_test_that_fails_by_itself_is_told_and_not_asked(tree):
    (tree / "tests/test_more.py").write_text(FAILING)
    faults = [pair for pair in faults_of(tree, SIZE) if pair[1].text == "3"]
    told = []
    (run,) = run_faults(tree, faults, near(tree), warn=told.append)
    assert run.outcome is Outcome.NOTICED
    assert told == [
        "not asked, because it fails without any fault: tests/test_more.py::test_no"
    ]


def test_a_test_that_fails_anyway_though_nothing_recorded_it_is_told(tree, monkeypatch):
    """Nothing is recorded for want of time, so that it is asked like any other."""
    monkeypatch.setattr(fault_runs, "RECORDED_FAULTS", 0)
    calls = "from archive.models._size import is_named\n\n\n"
    (tree / "tests/models/test_size_no.py").write_text(
        f"{calls}def test_no():\n    assert not is_named('abc')\n"
    )
    faults = [pair for pair in faults_of(tree, SIZE) if pair[1].text in ("2", "3")]
    faults += [
        pair for pair in faults_of(tree, SIZE) if "len(text) >= 2" in pair[1].text
    ]
    told = []
    runs = list(run_faults(tree, faults, near(tree), warn=told.append))
    assert [run.outcome for run in runs] == [Outcome.NOTICED, Outcome.SURVIVED]
    name = "tests/models/test_size_no.py::test_no"
    assert told == [f"not asked, because it fails without any fault: {name}"]


def test_tests_that_all_fail_by_themselves_say_nothing(tree):
    (tree / "tests/models/test_size.py").write_text(FAILING)
    with pytest.raises(fault_runs.TestsFailError, match="without any fault"):
        list(run_faults(tree, faults_of(tree, SIZE), near(tree)))
    (tree / "tests/models/test_size.py").write_text(FILES["tests/models/test_size.py"])


def test_tests_that_do_not_end_are_told_from_those_that_fail(tree, monkeypatch):
    monkeypatch.setattr(fault_runs, "FIRST_LIMIT", 0.01)
    with pytest.raises(fault_runs.TestsFailError, match="not ended in"):
        list(run_faults(tree, faults_of(tree, SIZE), near(tree)))


def test_each_file_of_a_long_layer_is_recorded_for_its_share_of_the_time(tree):
    """A second for two files: the first has three quarters, and leaves the rest."""
    busy = (
        "from time import process_time\n\nimport pytest\n\n"
        "from archive.models import _size\n\n\n"
        "@pytest.mark.parametrize('number', range(9))\ndef test_busy(number):\n"
        "    end = process_time() + 0.3\n    while process_time() < end:\n"
        "        pass\n"
    )
    (tree / "tests/models/test_busy.py").write_text(busy)
    files = ("tests/models/test_busy.py", "tests/models/test_size.py")
    recorded = fault_runs._record_tests(tree, (), files, 1.0).records
    names = {one.test.partition("::")[2] for one in recorded if one.recorded}
    assert names == {"test_busy[0]", "test_busy[1]", "test_busy[2]", "test_sizes"}
    assert len(recorded) == 10
    assert all(0.3 <= one.seconds < 0.5 for one in recorded[:9])


def test_what_a_fixture_called_before_a_test_did_is_of_both(tree):
    test = (
        "import pytest\n\nfrom archive.models._size import is_large, is_named\n\n\n"
        "@pytest.fixture(scope='module')\ndef made():\n    return is_large(1)\n\n\n"
        "def test_first(made):\n    assert is_large(11)\n\n\n"
        "def test_second(made):\n    assert is_named('abc')\n"
    )
    (tree / "tests/models/test_made.py").write_text(test)
    files = ("tests/models/test_made.py",)
    first, second = fault_runs._record_tests(tree, (), files, 9.0).records
    large, named = (str(SIZE), 1), (str(SIZE), 5)
    assert large in first.prepared and large in first.called
    assert named in second.called and large not in second.called
    assert not {large, named} & second.prepared


def test_nothing_is_left_where_it_is_stopped(tree, monkeypatch, tmp_path):
    left = tmp_path / "left"
    left.mkdir()
    monkeypatch.setattr(fault_runs.tempfile, "tempdir", str(left))
    started = []
    begin = fault_runs.subprocess.Popen

    class Interrupted(begin):
        def wait(self, timeout=None):
            if not started or timeout is None:
                started.append(self)
                return super().wait(timeout)
            started.append(self)
            raise KeyboardInterrupt

    monkeypatch.setattr(fault_runs.subprocess, "Popen", Interrupted)
    with pytest.raises(KeyboardInterrupt):
        list(run_faults(tree, faults_of(tree, SIZE), near(tree)))
    assert list(left.iterdir()) == []
    for process in started:
        assert process.poll() is not None
        with pytest.raises(ProcessLookupError):
            os.killpg(process.pid, 0)


def run_of(layer, outcome):
    fault = find_faults("x = 3")[0]
    return FaultRun(Path(f"archive/{layer}/_a.py"), "x = 3", fault, outcome)


@pytest.mark.parametrize(("noticed", "is_below"), [(1, True), (2, False), (3, False)])
def test_a_share_is_below_its_floor_or_is_not(noticed, is_below):
    runs = [run_of("models", Outcome.NOTICED)] * noticed
    runs += [run_of("models", Outcome.SURVIVED)] * (4 - noticed)
    (share,) = share_by_layer(runs, {"models": 50})
    assert (share.faults, share.noticed, share.share) == (4, noticed, 25 * noticed)
    assert share.is_below is is_below
    table = list(format_shares([share]))
    assert ("below its floor" in table[1]) is is_below


def call(*arguments):
    """What the command writes, and its exit code."""
    written = []

    class Out:
        def write(self, text=""):
            written.append(text)

        def flush(self):
            pass

    try:
        call_command("mutate", *arguments, stdout=Out(), stderr=Out())
    except SystemExit as end:
        return "".join(written), end.code
    return "".join(written), 0


def comparisons(source):
    return [fault for fault in find_faults(source) if fault.kind == "comparison"]


def test_the_command_tells_shares_and_ends_by_the_floors(tree, settings, monkeypatch):
    settings.BASE_DIR = tree
    monkeypatch.setattr(mutate, "find_faults", comparisons)
    text, code = call("--layer", "models")
    assert code == 0
    assert "survived: archive/models/_size.py:6 comparison" in text
    assert "noticed: archive/models/_size.py:2 comparison" in text
    assert "models                 2        1     50%     50%" in text
    (tree / "pyproject.toml").write_text("[tool.archive.mutate.floors]\nmodels = 100\n")
    text, code = call("--layer", "models/_size.py")
    assert code == 1 and "below its floor" in text
    (tree / "pyproject.toml").write_text(FILES["pyproject.toml"])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_the_command_and_leaves_nothing(
    tree, settings, monkeypatch, tmp_path, number
):
    settings.BASE_DIR = tree
    left = tmp_path / "left"
    left.mkdir()
    monkeypatch.setattr(fault_runs.tempfile, "tempdir", str(left))
    monkeypatch.setattr(mutate, "find_faults", comparisons)
    started = []
    begin = fault_runs.subprocess.Popen

    class Killed(begin):
        def wait(self, timeout=None):
            started.append(self)
            if timeout is not None:
                os.kill(os.getpid(), number)
            return super().wait(timeout)

    monkeypatch.setattr(fault_runs.subprocess, "Popen", Killed)
    handler = signal.getsignal(number)
    text, _code = call("--layer", "models")
    assert "stopped after 0 of 2" in text
    assert signal.getsignal(number) == handler
    assert list(left.iterdir()) == []
    assert started and all(process.poll() is not None for process in started)


def test_a_layer_that_is_not_there_is_told(tree, settings):
    settings.BASE_DIR = tree
    with pytest.raises(CommandError, match="no layer or module"):
        call("--layer", "nowhere")


def test_the_same_seed_gives_the_same_faults(tree):
    sampled = [mutate.sample_faults(tree, [SIZE], 3, seed) for seed in (1, 1, 2)]
    assert sampled[0] == sampled[1] != sampled[2]
    assert [len(faults) for faults in sampled] == [3, 3, 3]


# `manage.py mutate` makes no faults in commands: their tests start processes of their
# own, in which calls are not recorded. `apps` holds one constant for Django.
WITHOUT_FLOOR = {"apps", "management"}


def test_every_layer_of_the_import_contract_has_a_floor():
    settings = tomllib.loads((BASE / "pyproject.toml").read_text("utf-8"))["tool"]
    contracts = settings["importlinter"]["contracts"]
    (contract,) = (one for one in contracts if one["id"] == "layers")
    named = {
        name.strip(" ()")
        for line in contract["layers"]
        for name in line.replace("|", " ").split()
    }
    there = {path.stem for path in (BASE / "archive").iterdir()} & named
    assert len(there) > 30
    assert set(settings["archive"]["mutate"]["floors"]) == there - WITHOUT_FLOOR


def test_every_layer_with_a_floor_is_there():
    table = mutate.read_mutation_settings(BASE)
    for layer in {*table["floors"], *table["tests"]}:
        assert mutate.list_modules(BASE, layer)
    for names in table["tests"].values():
        assert all((BASE / name).exists() for name in names)
