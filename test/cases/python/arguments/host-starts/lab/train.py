import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, default=3)
parser.add_argument("--local_rank", type=int, default=0)
args = parser.parse_args()
