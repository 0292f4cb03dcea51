"""What torch and the usual tokenizer say of a few texts: the judge's tests compare with it."""

import json
from collections.abc import Sequence
from pathlib import Path

from tokenizers import Tokenizer

from bot.coach.practice.judge import KINDS
from bot.coach.practice.wordpiece import WordPieces
from training.batches import row_of
from training.encoder_weights import folder, vocabulary
from training.fitting import predict
from training.network import Network
from training.records import Sample

NUMBERS = Path(__file__).parents[1] / "tests" / "data" / "judge_numbers.json"
STRANGE = (
    "Ünïcödé 🙂🙂 wörld",
    "日本語 és اللغة",
    "x" * 150,
    "a\x00b\ufffd—c…",
    "1,000.50 $ ½",
    "\u200bzero\u00adsoft",
)


def write_numbers(network: Network, samples: Sequence[Sample], read: WordPieces) -> None:
    """Probabilities before calibration, and the pieces of every twentieth sample's first sentence."""
    chosen = [next(each for each in samples if each.kind == kind) for kind in KINDS]
    found = predict(network, [row_of(each, read) for each in chosen])
    texts = [
        {"kind": each.kind, "sentences": each.sentences, "probabilities": rows.round(6).tolist()}
        for each, rows in zip(chosen, found, strict=True)
    ]
    sentences = [*STRANGE, *(each.sentences[0] for each in samples[::20])]
    usual = usual_pieces()
    pieces = [[each, usual.encode(each, add_special_tokens=False).ids] for each in sentences]
    record = {"texts": texts, "pieces": pieces}
    NUMBERS.write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")


def usual_pieces() -> Tokenizer:
    """The public tokenizer with the pieces that we kept."""
    described = json.loads((folder() / "tokenizer.json").read_text(encoding="utf-8"))
    described["model"]["vocab"] = {piece: number for number, piece in enumerate(vocabulary())}
    described |= {"truncation": None, "padding": None, "post_processor": None, "added_tokens": []}
    return Tokenizer.from_str(json.dumps(described))
