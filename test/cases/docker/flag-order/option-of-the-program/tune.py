import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--env", type=int, default=10)
parser.parse_args()
