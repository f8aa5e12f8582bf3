import torch
from torch import nn


def make():
    model = nn.Sequential(nn.Linear(8, 8), nn.Dropout(0.1), nn.Linear(8, 2))
    return model, torch.optim.SGD(model.parameters(), lr=0.1)


def train_epoch(model, optimizer, criterion, batches):
    for x, y in batches:
        out = model(x)
        loss = criterion(out, y)
        loss.backward()
        optimizer.step()
        for p in model.parameters():
            p.grad = None
    return model
