import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--rounds", type=int, default=9)
parser.add_argument("--amp", type=bool, default=False)
arguments = parser.parse_args()
