"""The encoder's forward pass in numpy, in small."""

import numpy as np
import pytest

from bot.coach.practice.encoder import Arrays, Dense, Floats, Norm, Pieces, attend, encoder_of, gelu, unpacked

WIDTH, INNER, COUNT = 64, 32, 10


def some(*shape: int) -> Floats:
    return np.random.default_rng(sum(shape)).normal(size=shape).astype(np.float32)


def packed(name: str, *shape: int) -> Arrays:
    return {
        name: (some(*shape) * 40).clip(-127, 127).astype(np.int8),
        f"{name}.scale": np.full(shape[-1], 0.01, np.float32),
    }


def packed_layer(name: str) -> Arrays:
    shapes = {"inner": (WIDTH, INNER), "outer": (INNER, WIDTH)}
    found: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]] = {}
    for part in ("query", "key", "value", "joined", "inner", "outer"):
        shape = shapes.get(part, (WIDTH, WIDTH))
        found |= packed(f"{name}.{part}.weight", *shape)
        found[f"{name}.{part}.bias"] = some(shape[1])
    for part in ("attended_norm", "norm"):
        found |= {f"{name}.{part}.weight": some(WIDTH), f"{name}.{part}.bias": some(WIDTH)}
    return found


PIECES: Arrays = {
    "pieces": (some(COUNT, WIDTH) * 40).astype(np.int8),
    "pieces.scale": np.full(COUNT, 0.02, np.float16),
}
LAYERS: Arrays = {
    "kinds": some(2, WIDTH),
    "norm.weight": some(WIDTH),
    "norm.bias": some(WIDTH),
    **packed("places", 64, WIDTH),
    **packed_layer("layer0"),
    **packed_layer("closing"),
}


def test_features_are_one_row_a_sentence() -> None:
    features = encoder_of(PIECES, LAYERS)([1, 4, 5, 2, 6, 2], [3, 5], 0)
    assert features.shape == (2, 2 * WIDTH)
    assert np.isfinite(features).all()


def test_a_sentence_is_read_beside_its_neighbours_and_by_its_kind() -> None:
    encoder = encoder_of(PIECES, LAYERS)
    together, alone = encoder([1, 4, 5, 2, 6, 2], [3, 5], 0), encoder([1, 4, 5, 2], [3], 0)
    assert not np.allclose(together[0], alone[0])
    assert not np.allclose(alone, encoder([1, 4, 5, 2], [3], 1))


def test_the_same_text_gives_the_same_numbers() -> None:
    encoder = encoder_of(PIECES, LAYERS)
    assert np.array_equal(encoder([1, 4, 2], [2], 0), encoder([1, 4, 2], [2], 0))


def test_a_missing_array_is_named() -> None:
    with pytest.raises(KeyError, match=r"layer0\.joined\.bias"):
        encoder_of(PIECES, {name: each for name, each in LAYERS.items() if name != "layer0.joined.bias"})


def test_attention_is_the_softmax_of_each_head() -> None:
    queries, keys, values = some(3, 64), some(5, 64) * 3, some(5, 64)
    expected = np.empty((3, 64))
    for part in (slice(0, 32), slice(32, 64)):
        weights = np.exp(queries[:, part].astype(float) @ keys[:, part].T / np.sqrt(32))
        expected[:, part] = weights / weights.sum(1, keepdims=True) @ values[:, part]
    assert np.allclose(attend(queries.copy(), keys, values), expected, atol=1e-4)


def test_the_parts_are_those_of_bert() -> None:
    states = some(4, 24)
    normed = Norm(np.ones(24, np.float32), np.zeros(24, np.float32))(states)
    assert np.allclose(normed.mean(1), 0, atol=1e-6)
    assert np.allclose(normed.std(1), 1, atol=1e-5)
    assert np.allclose(gelu(np.array([-1, 0, 1, 2], np.float32)), [-0.1588, 0, 0.8412, 1.9546], atol=1e-4)
    assert np.allclose(Dense(some(24, 3), np.ones(3, np.float32))(states), states @ some(24, 3) + 1)


def test_whole_numbers_are_spread_out_by_their_scale() -> None:
    pieces = Pieces(np.array([[1, 2], [3, -4]], np.int8), np.array([0.5, 2], np.float32))
    assert pieces([1, 0, 1]).tolist() == [[6, -8], [0.5, 1], [6, -8]]
    columns = {"w": np.array([[1, 2], [3, -4]], np.int8), "w.scale": np.array([0.5, 2], np.float32)}
    assert unpacked(columns, "w").tolist() == [[0.5, 4], [1.5, -8]]


def test_a_score_beyond_all_bounds_does_not_overflow() -> None:
    keys = np.full((3, 32), 1e4, np.float32)
    assert np.isfinite(attend(keys.copy(), keys, some(3, 32))).all()
