import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, default=3)
parser.add_argument("--rate", type=float, default=0.1)
parser.add_argument("--size", choices=["s", "l"])
parser.add_argument("--fast", action="store_true")
args = parser.parse_args()
