import torch
from torch import nn
import torch.nn.functional as F
from torchvision import models


def main():
    model = models.resnet18(num_classes=10).cuda()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)

    def train_one_epoch():
        model.train()
        for x, y in train_loader:
            optimizer.zero_grad()
            loss = F.cross_entropy(model(x.cuda()), y.cuda())
            loss.backward()
            optimizer.step()

    def validate():
        correct = 0
        with torch.no_grad():
            for x, y in val_loader:
                correct += (model(x.cuda()).argmax(1).cpu() == y).sum().item()
        return correct / len(val_loader.dataset)

    for epoch in range(10):
        train_one_epoch()
        print(epoch, validate())


main()
