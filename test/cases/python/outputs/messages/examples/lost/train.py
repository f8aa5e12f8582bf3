import torch
torch.save({}, "/checkpoints/last.pt")
open("/tmp/x", "w")
