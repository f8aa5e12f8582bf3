import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--data", default="uoft-cs/cifar10")
args = parser.parse_args()
from datasets import load_dataset
data = load_dataset(args.data, split="train")
