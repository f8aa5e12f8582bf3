import torch
from torch.utils.data import DataLoader
from torchvision import datasets, models


def make(part, size, workers):
    return DataLoader(datasets.ImageFolder(part), size, shuffle=part == "train", num_workers=workers)


batches = make("train", 16, 4)
test_loader = DataLoader(datasets.ImageFolder("test"), 16, num_workers=0)

net = models.resnet18().cuda()
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
for epoch in range(9):
    for images, labels in batches:
        loss = torch.nn.functional.cross_entropy(net(images.cuda()), labels.cuda())
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    print("loss:", loss.item())
