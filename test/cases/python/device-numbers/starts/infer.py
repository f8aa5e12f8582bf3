import argparse
import torch

parser = argparse.ArgumentParser()
parser.add_argument("--device", default="cuda:0")
net = torch.nn.Linear(2, 2).to(parser.parse_args().device)
