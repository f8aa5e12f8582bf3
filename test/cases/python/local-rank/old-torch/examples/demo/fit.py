import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--rounds", type=int, default=9)
parser.add_argument("--local-rank", type=int, default=0)
arguments = parser.parse_args()
