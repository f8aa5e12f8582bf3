import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--rounds", type=int, default=9)
parser.add_argument("--amp", type=bool, default=False)
parser.add_argument("--flag", type=lambda text: text == "1")
arguments = parser.parse_args()
