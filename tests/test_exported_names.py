"""What a package offers is named once, can be imported, and says what it is."""

import importlib
import inspect
import pkgutil
from types import ModuleType

import pytest

import anima

PACKAGES = sorted(
    module.name for module in pkgutil.walk_packages(anima.__path__, "anima.") if module.ispkg
)


def exported(package: ModuleType) -> list[str]:
    """Its `__all__`; a package that offers nothing itself needs none."""
    names: list[str] = getattr(package, "__all__", [])
    return names


@pytest.mark.parametrize("name", PACKAGES)
def test_all_names_what_the_package_offers(name: str) -> None:
    package = importlib.import_module(name)
    names = exported(package)
    assert len(names) == len(set(names)), "each once"
    offered = {
        key
        for key, value in vars(package).items()
        if not key.startswith("_") and not inspect.ismodule(value)
    }
    assert set(names) == offered, "the names that can be imported from it, no more and no fewer"


@pytest.mark.parametrize("name", PACKAGES)
def test_every_public_class_and_function_says_what_it_is(name: str) -> None:
    package = importlib.import_module(name)
    assert (package.__doc__ or "").strip(), "the package itself"
    silent = [
        key
        for key, value in ((key, getattr(package, key)) for key in exported(package))
        if (inspect.isclass(value) or inspect.isfunction(value)) and not has_own_words(value)
    ]
    assert silent == []


def has_own_words(value: object) -> bool:
    """Whether someone wrote its docstring: a dataclass without one is given its signature."""
    text = (value.__doc__ or "").strip()
    name = getattr(value, "__name__", "")
    return bool(text) and not text.startswith(f"{name}(")
