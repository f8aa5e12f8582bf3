import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--warm-up")
parser.add_argument("--batch-size")
parser.add_argument("--show-logs", action="store_true")
args = parser.parse_args()
