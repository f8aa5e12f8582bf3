import torch

net = torch.hub.load("facebookresearch/dinov2", "dinov2_vits14")
