from dataclasses import dataclass

from transformers import HfArgumentParser


@dataclass
class Args:
    epochs: int = 1
    shuffle: bool = True


(args,) = HfArgumentParser((Args,)).parse_args_into_dataclasses()
