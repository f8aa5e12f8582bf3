import torch


def load(path):
    model = torch.load(path)
    model.eval()
    return model
