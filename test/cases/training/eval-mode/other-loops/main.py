import torch
from torch import nn
from tools import fit, test_accuracy

model = nn.Sequential(nn.Linear(8, 8), nn.Dropout(0.1), nn.Linear(8, 2))
fit(model, torch.load("train.pt"), torch.optim.SGD(model.parameters(), lr=0.1))
print(test_accuracy(model.eval(), torch.load("test.pt")))
