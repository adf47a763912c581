"""A file, a function and a template fit on a few screens."""

from __future__ import annotations

import ast
import re

from radon.complexity import cc_visit_ast
from radon.visitors import Function

from .tree import code, files, functions, name, parse

LINES = {"file": 400, "function": 50, "template": 200, "width": 120, "view": 25}
MOST_BRANCHES = 10  # of a function, as radon counts its cyclomatic complexity
MOST_STEPS = 6  # of a scale of colours
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "service", "misc"}


def length(path):
    return len(path.read_text("utf-8").splitlines())


def too_long(paths, limit):
    return [
        f"{name(path)} {node.name}: {node.end_lineno - node.lineno + 1}"
        for path in paths
        for node in functions(path)
        if node.end_lineno - node.lineno + 1 > limit
    ]


def test_no_python_file_is_longer_than_400_lines():
    long = [name(p) for p in code() if length(p) > LINES["file"]]
    assert not long


def test_no_function_is_longer_than_50_lines():
    assert not too_long(code(), LINES["function"])


def test_no_function_has_more_than_ten_branches():
    branched = [
        f"{name(path)} {block.name}: {block.complexity}"
        for path in code("archive")
        for block in cc_visit_ast(parse(path))
        if isinstance(block, Function) and block.complexity > MOST_BRANCHES
    ]
    assert not branched


def test_no_view_does_more_than_25_lines_below_its_docstring():
    long = []
    for path in code("archive/web"):
        for node in functions(path):
            arguments = [argument.arg for argument in node.args.args]
            body = node.body[1:] if ast.get_docstring(node) else node.body
            if arguments[:1] == ["request"] and body:
                lines = node.end_lineno - body[0].lineno + 1
                long += [f"{name(path)} {node.name}"] if lines > LINES["view"] else []
    assert not long


def test_no_template_is_longer_than_200_lines():
    templates = files("*.html", "*.xml", "*.svg", "*.txt", under="templates")
    assert not [name(p) for p in templates if length(p) > LINES["template"]]


def test_no_file_is_named_for_anything_and_everything():
    assert not [name(p) for p in code() if p.stem in VAGUE]


def list_class_names(path):
    """Names of classes that a style sheet gives a look to."""
    return set(
        re.findall(
            r"\.([a-z][\w-]*)",
            re.sub(
                r"/\*.*?\*/|\{[^{}]*\}", " ", path.read_text("utf-8"), flags=re.DOTALL
            ),
        )
    )


def test_no_line_of_a_template_or_style_sheet_is_wider_than_120():
    sheets = files("*.css", under="archive/static")
    templates = files("*.html", "*.xml", "*.svg", "*.txt", under="templates")
    assert sheets and templates
    wide = [
        f"{name(path)}:{number}"
        for path in [*templates, *sheets]
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if len(line) > LINES["width"]
    ]
    assert not wide


def test_a_style_sheet_has_one_declaration_a_line():
    crowded = [
        f"{name(path)}: {line}"
        for path in files("*.css", under="archive/static")
        for line in path.read_text("utf-8").splitlines()
        if line.count(";") > 1 or re.search(r"\{.*\S", line)
    ]
    assert not crowded


def test_no_class_of_a_style_sheet_stands_for_a_number():
    """A number of the data is an attribute of a drawing, not a ladder of classes."""
    for path in files("*.css", under="archive/static"):
        stems = [one.rstrip("0123456789") for one in list_class_names(path)]
        ladders = {stem for stem in stems if stems.count(stem) > MOST_STEPS}
        assert not ladders, name(path)
        assert path.stem not in VAGUE
