import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--data-dir")
args = parser.parse_args()
from torchvision.datasets import CIFAR10
CIFAR10(args.data_dir, download=True)
