import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--seeds", type=int, nargs="*", default=[])
parser.add_argument("--sizes", type=int, nargs=2)
parser.add_argument("model", nargs="*")
args = parser.parse_args()
