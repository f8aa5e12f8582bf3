import torch
import torch.nn.functional as F
from torch.utils.data import DataLoader, Subset
from torchvision import datasets, models

model = models.resnet18()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
digits = DataLoader(datasets.MNIST("data"), batch_size=64)
mixed = DataLoader(datasets.ImageFolder("data"), batch_size=64, shuffle=is_training)
own = DataLoader(Images("data"), batch_size=64)
part = DataLoader(Subset(datasets.ImageFolder("data"), chosen), batch_size=64)
options = DataLoader(datasets.ImageFolder("data"), **settings)
for loader in (digits, mixed, own, part, options):
    for images, labels in loader:
        optimizer.zero_grad()
        F.cross_entropy(model(images), labels).backward()
        optimizer.step()
for images, labels in mixed:
    optimizer.zero_grad()
    F.cross_entropy(model(images), labels).backward()
    optimizer.step()
for images, labels in part:
    optimizer.zero_grad()
    F.cross_entropy(model(images), labels).backward()
    optimizer.step()
