from dataclasses import dataclass

from transformers import HfArgumentParser


@dataclass
class Arguments:
    max_seq_length: int = 8


(args,) = HfArgumentParser(Arguments).parse_args_into_dataclasses()
