import torch
from torch.utils.data import DataLoader
from torchvision import datasets, models


def make(part, size):
    return DataLoader(datasets.ImageFolder(f"birds/{part}"), size, shuffle="train" in part, num_workers=4)


batches = make("train", 16)

net = models.resnet18().cuda()
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
for epoch in range(9):
    for images, labels in batches:
        loss = torch.nn.functional.cross_entropy(net(images.cuda()), labels.cuda())
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    print("loss:", loss.item())
