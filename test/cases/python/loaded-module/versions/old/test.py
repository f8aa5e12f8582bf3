import torch

net = torch.load("net.pt")
net.eval()
