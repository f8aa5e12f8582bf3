import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--data-dir")
args = parser.parse_args()
import os
os.makedirs(args.data_dir, exist_ok=True)
