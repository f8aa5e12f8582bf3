import torch
import torch.nn.functional as F
import torchvision
from torch.utils.data import DataLoader
from tqdm import tqdm


def train(model, loader, optimizer):
    for images, labels in tqdm(loader):
        optimizer.zero_grad()
        loss = F.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()


def main():
    train_set = torchvision.datasets.ImageFolder("data/train")
    val_set = torchvision.datasets.ImageFolder("data/val")
    train_loader = DataLoader(train_set, batch_size=64, num_workers=8, pin_memory=True)
    val_loader = DataLoader(val_set, batch_size=64)
    model = torchvision.models.resnet50(num_classes=10)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for epoch in range(90):
        train(model, train_loader, optimizer)
        with torch.no_grad():
            for images, labels in val_loader:
                print(F.cross_entropy(model(images), labels))


main()
