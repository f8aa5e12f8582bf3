import argparse
import wandb

parser = argparse.ArgumentParser()
parser.add_argument("--wandb", action="store_true")
args = parser.parse_args()
if args.wandb:
    wandb.init()
