import torch
from torch.utils.data import DataLoader
from torchvision import datasets, models


extra = {"pin_memory": True} if torch.cuda.is_available() else {}
train_loader = DataLoader(datasets.ImageFolder("birds"), 16, True, **extra)

net = models.resnet18().cuda()
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
for epoch in range(9):
    for images, labels in train_loader:
        loss = torch.nn.functional.cross_entropy(net(images.cuda()), labels.cuda())
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    print("loss:", loss.item())
