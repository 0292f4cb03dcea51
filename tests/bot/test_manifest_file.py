"""app.yaml is found in a checkout and in an installed wheel."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import manifest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[Path]]:
    """Both places, empty, in their order."""
    found = [tmp_path / name for name in ("inside.yaml", "beside.yaml")]
    monkeypatch.setattr(manifest, "PLACES", tuple(found))
    manifest.manifest.cache_clear()
    yield found
    manifest.manifest.cache_clear()


def test_a_checkout_has_it_beside_the_package() -> None:
    assert manifest.PLACES[1] == ROOT / "app.yaml"
    assert not manifest.PLACES[0].exists()


def test_a_wheel_has_it_inside_of_the_package() -> None:
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert (ROOT / wheel["force-include"]["app.yaml"]) == manifest.PLACES[0]


def test_what_lies_inside_goes_before_what_lies_beside(places: list[Path]) -> None:
    places[0].write_text("oauth_config: {scopes: {bot: [ours]}}")
    places[1].write_text("oauth_config: {scopes: {bot: [of something else]}}")
    assert manifest.bot_scopes() == {"ours"}


def test_beside_is_looked_at_when_nothing_is_inside(places: list[Path]) -> None:
    places[1].write_text("oauth_config: {scopes: {bot: [chat:write, commands]}}")
    assert manifest.bot_scopes() == {"chat:write", "commands"}


def test_an_incomplete_installation_says_what_to_do(places: list[Path]) -> None:
    with pytest.raises(FileNotFoundError, match="install Kith anew"):
        manifest.manifest()
