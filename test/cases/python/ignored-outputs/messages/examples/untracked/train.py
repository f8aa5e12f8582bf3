import torch
torch.save({}, "outputs/last.pt")
