import argparse
import torch

parser = argparse.ArgumentParser()
parser.add_argument("--local_rank", type=int, default=0)
args = parser.parse_args()
net = torch.nn.Linear(2, 2).cuda(args.local_rank)
