"""The table of contents: one module a feature, each with dicts of what it answers to."""

from bot.listeners import (
    capture,
    contacts,
    desk,
    export,
    forget,
    home,
    imports,
    lessons,
    networks,
    practice,
    promises,
    settings,
    team,
    thanks,
    undo,
)

FEATURES = (
    capture,
    contacts,
    desk,
    export,
    forget,
    home,
    imports,
    lessons,
    networks,
    practice,
    promises,
    settings,
    team,
    thanks,
    undo,
)
