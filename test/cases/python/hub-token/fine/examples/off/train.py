import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--push", action="store_true")
args = parser.parse_args()
if args.push:
    model.push_to_hub("org/birds")
