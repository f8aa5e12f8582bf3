import torch
from torch.utils.data import DataLoader
from torchvision import datasets, models


def batches_of(folder, training):
    return DataLoader(datasets.ImageFolder(folder), batch_size=16, shuffle=training, drop_last=training)


fed = batches_of("birds/train", True)
held = batches_of("birds/test", False)

net = models.resnet18().cuda()
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
for epoch in range(9):
    for images, labels in fed:
        loss = torch.nn.functional.cross_entropy(net(images.cuda()), labels.cuda())
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    print("loss:", loss.item())
