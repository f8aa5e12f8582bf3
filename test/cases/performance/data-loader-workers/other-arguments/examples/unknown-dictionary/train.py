import torch
from torch.utils.data import DataLoader
from torchvision import datasets, models


options = {"batch_size": 16, "num_workers": 0}
adapt(options)
options.update(read_options())
train_loader = DataLoader(datasets.ImageFolder("birds"), shuffle=True, **options)

net = models.resnet18().cuda()
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
for epoch in range(9):
    for images, labels in train_loader:
        loss = torch.nn.functional.cross_entropy(net(images.cuda()), labels.cuda())
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    print("loss:", loss.item())
