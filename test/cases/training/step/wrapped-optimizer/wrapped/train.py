import torch
from torch import nn

from schedule import ScheduledOptim

model = nn.Linear(4, 2)
optimizer = torch.optim.Adam(model.parameters())
schedule = ScheduledOptim(optimizer, 100)
for batch, target in loader:
    optimizer.zero_grad()
    loss = nn.functional.cross_entropy(model(batch), target)
    loss.backward()
    schedule.advance()
