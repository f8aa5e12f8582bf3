import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--parts")
parser.add_argument("--out")
args = parser.parse_args()
