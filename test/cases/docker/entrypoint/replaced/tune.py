import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--steps", type=int, default=10)
parser.parse_args()
