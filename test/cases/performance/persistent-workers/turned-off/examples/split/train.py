import torch
from torch.utils.data import DataLoader
from torchvision import datasets, models


def make(part):
    return DataLoader(datasets.ImageFolder(part), 16, shuffle=part == "train", num_workers=4, persistent_workers=False)


batches = make("train")

net = models.resnet18().cuda()
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
for epoch in range(9):
    for images, labels in batches:
        loss = torch.nn.functional.cross_entropy(net(images.cuda()), labels.cuda())
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    print("loss:", loss.item())
