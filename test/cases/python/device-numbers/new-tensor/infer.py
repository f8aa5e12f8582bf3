import argparse
import torch
p = argparse.ArgumentParser()
p.add_argument("--device")
a = p.parse_args()
print(torch.zeros(1, device=a.device))
