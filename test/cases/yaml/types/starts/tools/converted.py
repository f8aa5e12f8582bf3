import argparse

import yaml

parser = argparse.ArgumentParser()
parser.add_argument("--cfg")
with open(parser.parse_args().cfg) as file:
    cfg = yaml.safe_load(file)
print(float(cfg["lr"]), cfg["verbose"], oct(cfg["file_mode"]))
