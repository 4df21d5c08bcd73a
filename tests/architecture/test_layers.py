"""Every package of the repository stands in the layers contract, and root packages are all of them."""
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
CONTRACT = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
NOT_APPS = {"tests", "benchmarks", "tools"}


def packages() -> set[str]:
    """Top-level folders that hold Python files, known to git or new and not ignored."""
    run = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "*.py"], cwd=ROOT, check=True, capture_output=True, text=True)
    return {name.split("/")[0] for name in run.stdout.splitlines() if "/" in name} - NOT_APPS


def declared() -> list[str]:
    """Modules named in the layers, from top to bottom."""
    (layers,) = (c["layers"] for c in CONTRACT["contracts"] if c["id"] == "layers")
    return [name.strip(" ()") for layer in layers for name in layer.replace(":", "|").split("|")]


def test_every_package_is_a_root_package():
    assert set(CONTRACT["root_packages"]) == packages()


def test_every_package_is_in_the_layers():
    assert {name.split(".")[0] for name in declared()} == packages()


def test_every_module_of_config_is_in_the_layers():
    modules = {f"config.{p.stem}" for p in (ROOT / "config").iterdir() if p.suffix == ".py" or p.is_dir() and (p / "__init__.py").exists()}
    assert {n for n in declared() if n.startswith("config.")} == modules - {"config.__init__"}


def test_every_package_of_rules_is_held_pure():
    (pure,) = (c["source_modules"] for c in CONTRACT["contracts"] if c["id"] == "pure-rules")
    assert sorted(pure) == sorted(f"{name}.rules" for name in packages() if (ROOT / name / "rules" / "__init__.py").exists())
