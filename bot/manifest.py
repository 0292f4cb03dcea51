"""Reads app.yaml, the manifest that the Slack app is created from."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

# Inside of `bot` once it is installed from a wheel, else beside it in a checkout. In this order: beside an
# installed `bot` there may lie the app.yaml of something else.
PLACES = (Path(__file__).parent / "app.yaml", Path(__file__).parent.parent / "app.yaml")


@cache
def manifest() -> dict[str, Any]:
    """The manifest as Slack reads it; raises FileNotFoundError when the installation is incomplete."""
    for place in PLACES:
        if place.is_file():
            return dict(yaml.safe_load(place.read_text(encoding="utf-8")))
    raise FileNotFoundError("app.yaml is missing: install Kith anew")


def bot_scopes() -> set[str]:
    """The scopes that the bot token should have."""
    return set(manifest()["oauth_config"]["scopes"]["bot"])
