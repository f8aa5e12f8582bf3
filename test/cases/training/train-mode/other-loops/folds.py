import torch
from torch import nn


def run(folds, device):
    scores = []
    for train, held_out in folds:
        if device == "cpu":
            model = nn.Sequential(nn.Linear(8, 8), nn.Dropout(0.1), nn.Linear(8, 2))
        else:
            model = nn.Linear(8, 2)
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        for _ in range(10):
            for x, y in train:
                optimizer.zero_grad()
                loss = nn.functional.cross_entropy(model(x), y)
                loss.backward()
                optimizer.step()
        with torch.no_grad():
            model.eval()
            scores.append(sum((model(x).argmax(1) == y).sum().item() for x, y in held_out))
    return scores
