import torch

net = torch.hub.load("org/repo", "net")
