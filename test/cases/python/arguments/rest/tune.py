import argparse

from base import Base, add_generic_args


class Tuned(Base):
    @staticmethod
    def add_model_specific_args(parser, root):
        Base.add_model_specific_args(parser, root)
        add_generic_args(parser, root)
        parser.add_argument("--length", type=int, default=3)
        return parser


if __name__ == "__main__":
    parser = Tuned.add_model_specific_args(argparse.ArgumentParser(), ".")
    args = parser.parse_args()
