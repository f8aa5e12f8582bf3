import torch

net = torch.load("net.pt", map_location="cpu").eval()
