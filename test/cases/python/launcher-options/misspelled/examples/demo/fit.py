import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--rounds", type=int, default=9)
arguments = parser.parse_args()
