import argparse

import yaml

parser = argparse.ArgumentParser()
parser.add_argument("--cfg")
with open(parser.parse_args().cfg) as file:
    cfg = yaml.safe_load(file)
if cfg["schedule"] != "off":
    print(cfg["optim"]["lr"] * 2)
for step in range(cfg["steps"]):
    print(cfg["langs"], cfg["time"])
