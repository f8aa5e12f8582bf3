import argparse

from mmengine.config import Config
from mmengine.runner import Runner

parser = argparse.ArgumentParser()
parser.add_argument("--config")
Runner.from_cfg(Config.fromfile(parser.parse_args().config)).train()
