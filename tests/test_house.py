"""The house rules of docs/decisions.md that a program can check."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LAYERS = ("nhb_site", "news", "stats")  # each may import itself and what stands to its right
PURE = re.compile(r"stats\.(documents|parsing|matching)|news\.parsing")
TOP_LEVEL = {"manage.py", "nhb_site", "stats", "news", "templates", "static", "requirements.txt"}
BESIDE_IT = {"README.md", "README.zh-CN.md", "CHANGELOG.md", "LICENSE", "pyproject.toml", "bin"}
OPTIONAL = {"docs", "deploy", "locale", "tests", "var"}

SOURCES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for layer in LAYERS
    for path in sorted((ROOT / layer).rglob("*.py"))
}
TESTS = sorted((ROOT / "tests").rglob("*.py"))
WRITTEN = [path for path in SOURCES.values() if "migrations" not in path.parts]
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())
STYLES = sorted((ROOT / "static").rglob("*.css"))
ROOMS = (*LAYERS, "templates", "tests", "bin", "deploy", "docs", ".ci")
SECRET = (
    r"-----BEGIN [A-Z ]*PRIVATE KEY|AGE-SECRET-KEY-1[0-9A-Z]{50}"
    r"|\b(?:AKIA|ghp_|glpat-)[\w-]{16}"
)


@cache
def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(node, module):
    """The dotted names that an import statement in `module` may load."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    package = module.split(".") if SOURCES[module].name == "__init__.py" else module.split(".")[:-1]
    above = package[: len(package) - node.level + 1] if node.level else []
    base = ".".join([*above, *([node.module] if node.module else [])])
    return [base, *(f"{base}.{alias.name}" for alias in node.names)]


def imports(module):
    """All that `module` imports, wherever in it, and the packages it stands in."""
    parts = module.split(".")
    packages = {".".join(parts[:end]) for end in range(1, len(parts))}
    nodes = ast.walk(tree(SOURCES[module]))
    return packages.union(*(imported(node, module) for node in nodes))


def reached(module):
    """`module` and every module of ours that importing it loads."""
    seen, waiting = set(), [module]
    while waiting:
        name = waiting.pop()
        if name in SOURCES and name not in seen:
            seen.add(name)
            waiting.extend(imports(name))
    return seen


def lines_of(function):
    """How many lines a function has, its decorators and docstring left out."""
    first, *_ = function.body
    documented = ast.get_docstring(function, clean=False) is not None
    docstring = first.end_lineno - first.lineno + 1 if documented else 0
    return function.end_lineno - function.lineno + 1 - docstring


def found(pattern, paths):
    """Where `pattern` stands in these files: path, line and what was found."""
    return [
        f"{path.relative_to(ROOT)}:{number}: {match[0]}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for match in re.finditer(pattern, line)
    ]


def test_imports_go_down_only():
    allowed = {layer: set(LAYERS[LAYERS.index(layer) :]) for layer in LAYERS}
    upward = [
        f"{module} imports {name}"
        for module in SOURCES
        for name in sorted(imports(module))
        if name.split(".")[0] in set(LAYERS) - allowed[module.split(".")[0]]
    ]
    assert upward == []


def test_pure_modules_reach_no_django():
    impure = [
        f"{module} reaches {name} through {through}"
        for module in SOURCES
        if PURE.match(module)
        for through in sorted(reached(module))
        for name in sorted(imports(through))
        if name.split(".")[0] == "django"
    ]
    assert impure == []


def test_no_module_is_named_for_leftovers():
    leftovers = {"utils", "helpers", "services", "common", "misc"}
    assert [name for name in SOURCES if leftovers & set(name.split("."))] == []


def test_no_module_is_longer_than_300_lines():
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in WRITTEN}
    assert {str(path): length for path, length in lengths.items() if length > 300} == {}


def test_no_function_is_longer_than_40_lines():
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.name} has {lines_of(node)} lines"
        for path in [*WRITTEN, *TESTS]
        for node in ast.walk(tree(path))
        if isinstance(node, functions) and lines_of(node) > 40
    ]
    assert long == []


def test_the_top_level_is_the_one_we_agreed_on():
    present = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert (TOP_LEVEL | BESIDE_IT) - present == set()
    assert present - (TOP_LEVEL | BESIDE_IT | OPTIONAL) == set()


def test_every_test_folder_is_a_package():
    assert [path for path in TESTS if not (path.parent / "__init__.py").exists()] == []


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
class TestTheReadme:
    def test_gives_the_two_commands_on_its_first_screen(self, readme):
        first_screen = (ROOT / readme).read_text(encoding="utf-8").splitlines()[:25]
        assert {"bin/run", "bin/test"} <= set(first_screen)

    def test_tells_of_every_command(self, readme):
        text = (ROOT / readme).read_text(encoding="utf-8")
        commands = {path.stem for path in WRITTEN if path.parent.name == "commands"} - {"__init__"}
        assert {name for name in commands if f"manage.py {name}" not in text} == set()

    def test_tells_of_every_setting_of_the_environment(self, readme):
        text = (ROOT / readme).read_text(encoding="utf-8")
        settings = SOURCES["nhb_site.settings"].read_text(encoding="utf-8")
        names = set(re.findall(r'\benv(?:\.\w+)?\(\s*"(\w+)"', settings))
        assert {name for name in names if f"`{name}`" not in text} == set()


def test_no_key_lies_in_the_repository():
    files = {path for room in ROOMS for path in (ROOT / room).rglob("*") if path.is_file()}
    text = {".py", ".html", ".md", ".sh", ".conf", ".yaml", ".service", ".timer", ".csv", ""}
    told = sorted(path for path in files if path.suffix in text)
    assert found(SECRET, told) == []
    assert {path.name for path in files} & {".env", "secret_key", "backup.key"} == set()


def test_templates_escape_everything():
    assert found(r"\|\s*safe\b|autoescape\s+off", TEMPLATES) == []


def test_templates_hold_no_scripts_or_styles_of_their_own():
    own = r"<style\b|<script(?! (?:src|type=\"application/)[^>]*>)|\s(?:style|on[a-z]+)\s*=\s*[\"']"
    assert found(own, TEMPLATES) == []


def test_pages_load_nothing_from_other_hosts():
    # A link that a reader may follow is no asset.
    tags = r"<(?!a\b)\w+\b[^>]*\s(?:src|srcset|href|data)\s*=\s*[\"'](?:https?:)?//"
    assert found(tags, TEMPLATES) == []
    assert found(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//", STYLES) == []
