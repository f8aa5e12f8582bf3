from dataclasses import dataclass

import tyro


@dataclass
class Args:
    seed: int = 1
    cuda: bool = True
    track: bool = False


args = tyro.cli(Args)
