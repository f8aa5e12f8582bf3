import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--data-dir")
args = parser.parse_args()
