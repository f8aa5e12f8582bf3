from argparse import REMAINDER, ArgumentParser

parser = ArgumentParser()
parser.add_argument("--nproc", type=int, default=1)
parser.add_argument("script")
parser.add_argument("script_args", nargs=REMAINDER)
args = parser.parse_args()
