import argparse

import yaml
from omegaconf import OmegaConf

parser = argparse.ArgumentParser()
parser.add_argument("--cfg")
cfg = OmegaConf.load(parser.parse_args().cfg)
print(yaml.safe_load("a: 1"), cfg.lr)
