"""Makes the judge anew, from public packages and the labelled examples: python -m training.train"""

import torch

from bot.coach.practice.wordpiece import WordPieces
from training.comparison import write_numbers
from training.encoder_weights import vocabulary
from training.fitting import Recipe, fit
from training.network import Network
from training.packing import rounded, write
from training.records import KEPT_ASIDE, read_writers, writers
from training.score import JUDGE


def main() -> None:
    torch.set_num_threads(2)
    read = WordPieces(vocabulary())
    samples = read_writers(name for name in writers() if name not in KEPT_ASIDE)
    network = rounded(fit(samples, read, Recipe(), tell))
    write(JUDGE, network, vocabulary())
    write_numbers(network, samples, read)


def tell(epoch: int, loss: float, _network: Network) -> None:
    print(f"epoch {epoch}: loss {loss:.4f}", flush=True)


if __name__ == "__main__":
    main()
