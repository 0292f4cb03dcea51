"""Names on the wire: what is written is read back, and what is not ours is told apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.local_slack.page.fields import (
    Surface,
    Use,
    control_id,
    field_name,
    read_field_name,
    read_surface,
    read_use,
    use_value,
)

IDS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=255)


@given(IDS, IDS, st.none() | st.integers(0, 100))
def test_any_ids_come_back_as_they_were(block_id: str, action_id: str, index: int | None) -> None:
    assert read_field_name(field_name(block_id, action_id)) == (block_id, action_id)
    assert read_use(use_value(block_id, action_id, index)) == Use(block_id, action_id, index)


@pytest.mark.parametrize(
    "surface", [Surface("m", channel_id="D1", ts="1795.000001"), Surface("h", "V1"), Surface("v", "V2")]
)
def test_a_surface_comes_back_as_it_was(surface: Surface) -> None:
    assert read_surface(str(surface)) == surface


@pytest.mark.parametrize("text", ["", "m", "m.D1", "x.V1", "h.", "m.D1.2"])
def test_what_is_no_surface_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no address of a surface"):
        read_surface(text)


@pytest.mark.parametrize("name", ["text", "v.a", "v.a.b.c", "w.a.b", ""])
def test_other_fields_carry_no_value(name: str) -> None:
    assert read_field_name(name) is None


@pytest.mark.parametrize("text", ["", "a", "a.b.c", "a.b.1.2"])
def test_what_no_element_sends_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_use(text)


def test_each_control_has_an_id_of_its_own() -> None:
    ids = {control_id("v.V1", block, action) for block in ("a", "a.b", "b") for action in ("a", "b c", "b.c")}
    assert len(ids) == 9 and not any(" " in found for found in ids)
