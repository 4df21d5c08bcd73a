"""Sizes of architecture.md: a file, a function, a template that outgrows its limit fails the build."""
import ast
import statistics
import subprocess

from tests.architecture.test_layers import ROOT, packages

FILE, FUNCTION, TEMPLATE = 400, 50, 150


def tracked(pattern: str) -> list[str]:
    """Paths known to git or new and not ignored."""
    run = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", pattern], cwd=ROOT, check=True, capture_output=True, text=True)
    return [name for name in run.stdout.splitlines() if (ROOT / name).exists()]


def product() -> list[str]:
    """Python files of the rooms, without migrations."""
    return [name for name in tracked("*.py") if name.split("/")[0] in packages() and "/migrations/" not in name]


def functions():
    """(place, lines, docstring or a note that it is local) of every function."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    for name in product():
        tree = ast.parse((ROOT / name).read_text())
        local = {inner for node in ast.walk(tree) if isinstance(node, kinds) for inner in ast.walk(node) if inner is not node}
        for node in ast.walk(tree):
            if isinstance(node, kinds):
                text = ast.get_docstring(node) or ("local" if node in local else None)
                yield f"{name}:{node.lineno} {node.name}", node.end_lineno - node.lineno + 1, text


def test_files_stay_within_400_lines():
    sizes = {name: len((ROOT / name).read_text().splitlines()) for name in product()}
    print(f"files: median {statistics.median(sizes.values())}, largest {max(sizes.values())}")
    assert {name: size for name, size in sizes.items() if size > FILE} == {}


def test_functions_stay_within_50_lines():
    sizes = [(place, size) for place, size, _ in functions()]
    print(f"functions: median {statistics.median(size for _, size in sizes)}, {len(sizes)} in all")
    assert [(place, size) for place, size in sizes if size > FUNCTION] == []


def test_templates_stay_within_150_lines():
    sizes = {name: len((ROOT / name).read_text().splitlines()) for name in tracked("templates/*.html")}
    assert {name: size for name, size in sizes.items() if size > TEMPLATE} == {}


def test_modules_actions_rules_and_queries_have_docstrings():
    bare = [name for name in product() if (ROOT / name).read_text().strip() and not ast.get_docstring(ast.parse((ROOT / name).read_text()))]
    told = ("/rules/", "/actions/", "queries", "/models")
    bare += [place for place, _, text in functions() if not text and any(word in place for word in told) and " _" not in place and "__" not in place]
    assert bare == []
