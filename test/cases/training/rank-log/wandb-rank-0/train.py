import os

import torch
import wandb
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader
from torchvision import datasets, models, transforms


def load(split):
    data = datasets.ImageFolder(split, transforms.ToTensor())
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
    torch.distributed.init_process_group("nccl")
    rank = int(os.environ["LOCAL_RANK"])
    device = torch.device("cuda", rank)
    train, val = load("train"), load("val")
    model = models.resnet18()
    model.fc = nn.Linear(512, 7)
    model.to(device)
    model = nn.parallel.DistributedDataParallel(model, device_ids=[rank])
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    best = 0.0
    if rank == 0:
        wandb.init(project="x")
    for epoch in range(10):
        loss = train_epoch(model, train, optimizer, device)
        accuracy = evaluate(model, val, device)
        print(epoch, loss, accuracy)
        if rank == 0 and accuracy > best:
            best = accuracy
            torch.save(model.state_dict(), "best.pt")


if __name__ == "__main__":
    main()
