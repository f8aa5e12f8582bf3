import torch
from torch import nn


def make():
    model = nn.Sequential(nn.Linear(8, 8), nn.Dropout(0.1), nn.Linear(8, 2))
    return model, torch.optim.SGD(model.parameters(), lr=0.1)


model, optimizer = make()
schedule = torch.optim.lr_scheduler.StepLR(optimizer, 30)
for epoch in range(9):
    schedule.step(epoch)
    for x, y in batches:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
