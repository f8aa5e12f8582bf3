import torch
from torch import nn
from torch.utils import data
from torchvision import datasets as ds
from torchvision import transforms as T

food = ds.Food101("data", "train", transform=T.ToTensor())
net = nn.Linear(10, 101)
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(net.parameters())
loader = data.DataLoader(food, 32, False)

for epoch in range(3):
    for i, (x, y) in enumerate(loader):
        loss = criterion(net(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
