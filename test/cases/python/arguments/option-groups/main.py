import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--model.name_or_path")
parser.add_argument("--data.key")
parser.add_argument("--eval.key")
args = parser.parse_args()
