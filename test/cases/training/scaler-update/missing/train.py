import torch
from torch import nn


def make():
    model = nn.Sequential(nn.Linear(8, 8), nn.Dropout(0.1), nn.Linear(8, 2))
    return model, torch.optim.SGD(model.parameters(), lr=0.1)


def train_epoch(model, optimizer, criterion, batches, scaler):
    for x, y in batches:
        optimizer.zero_grad()
        with torch.autocast("cuda"):
            loss = criterion(model(x), y)
        scaler.scale(loss / 2).backward()
        scaler.step(optimizer)

    return model
