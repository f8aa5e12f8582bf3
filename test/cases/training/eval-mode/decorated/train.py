import torch
from torch import nn


def make():
    model = nn.Sequential(nn.Linear(8, 8), nn.Dropout(0.1), nn.Linear(8, 2))
    return model, torch.optim.SGD(model.parameters(), lr=0.1)


def train_epoch(model, optimizer, criterion, batches):
    model.train()
    for x, y in batches:
        optimizer.zero_grad()
        out = model(x)
        loss = criterion(out, y)
        loss.backward()
        optimizer.step()
    return model


@torch.inference_mode()
def validate(model, held_out):
    hits = 0
    for x, y in held_out:
        hits += (model(x).argmax(1) == y).sum().item()
    return hits
