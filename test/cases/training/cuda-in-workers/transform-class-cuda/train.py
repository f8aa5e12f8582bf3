import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader
from torchvision import datasets, models, transforms


class ToGPU:
    def __call__(self, x):
        return x.cuda()


def load(split):
    data = datasets.ImageFolder(split, transforms.Compose([transforms.ToTensor(), ToGPU()]))
    return DataLoader(data, batch_size=32, shuffle=split == "train", num_workers=4)


def train_epoch(model, loader, optimizer, device):
    model.train()
    total = 0.0
    for images, labels in loader:
        images, labels = images.to(device), labels.to(device)
        optimizer.zero_grad()
        loss = F.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        total += loss.item()
    return total / len(loader)


@torch.no_grad()
def evaluate(model, loader, device):
    model.eval()
    hits, seen = 0, 0
    for images, labels in loader:
        images, labels = images.to(device), labels.to(device)
        hits += (model(images).argmax(1) == labels).sum().item()
        seen += len(labels)
    return hits / seen


def main():
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    train, val = load("train"), load("val")
    model = models.resnet18()
    model.fc = nn.Linear(512, 7)
    model.to(device)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    best = 0.0
    for epoch in range(10):
        loss = train_epoch(model, train, optimizer, device)
        accuracy = evaluate(model, val, device)
        print(epoch, loss, accuracy)
        if accuracy > best:
            best = accuracy
            torch.save(model.state_dict(), "best.pt")


if __name__ == "__main__":
    main()
