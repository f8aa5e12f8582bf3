"""Trains a ResNet-18 on CIFAR-10, and keeps the checkpoint that is best on held-out data."""

import argparse
from pathlib import Path

import torch
from torch import nn
from torch.utils.data import DataLoader, random_split
from torchvision import datasets, models, transforms

OUTPUTS = Path("outputs/checkpoints")


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--batch-size", type=int, default=256)
    parser.add_argument("--lr", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


def loaders(batch_size: int, seed: int) -> tuple[DataLoader, DataLoader]:
    transform = transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.49, 0.48, 0.45), (0.25, 0.24, 0.26))])
    dataset = datasets.CIFAR10("data", train=True, download=True, transform=transform)
    train, val = random_split(dataset, [0.9, 0.1], generator=torch.Generator().manual_seed(seed))
    options = {"batch_size": batch_size, "num_workers": 4, "pin_memory": True, "persistent_workers": True}
    return DataLoader(train, shuffle=True, **options), DataLoader(val, **options)


def train_epoch(model: nn.Module, loader: DataLoader, optimizer: torch.optim.Optimizer, device: torch.device) -> float:
    model.train()
    total, seen = 0.0, 0
    for images, labels in loader:
        images, labels = images.to(device, non_blocking=True), labels.to(device, non_blocking=True)
        with torch.autocast(device.type, dtype=torch.bfloat16):
            loss = nn.functional.cross_entropy(model(images), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(labels)
        seen += len(labels)
    return total / seen


@torch.no_grad()
def evaluate(model: nn.Module, loader: DataLoader, device: torch.device) -> tuple[float, float]:
    model.eval()
    total, hits, seen = 0.0, 0, 0
    for images, labels in loader:
        images, labels = images.to(device), labels.to(device)
        logits = model(images)
        total += nn.functional.cross_entropy(logits, labels).item() * len(labels)
        hits += (logits.argmax(dim=1) == labels).sum().item()
        seen += len(labels)
    return total / seen, hits / seen


def main() -> None:
    arguments = parse_arguments()
    torch.manual_seed(arguments.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    train, val = loaders(arguments.batch_size, arguments.seed)
    model = models.resnet18(num_classes=10).to(device)
    optimizer = torch.optim.AdamW(model.parameters(), lr=arguments.lr)
    OUTPUTS.mkdir(parents=True, exist_ok=True)
    best = 0.0
    for epoch in range(1, arguments.epochs + 1):
        train_loss = train_epoch(model, train, optimizer, device)
        val_loss, val_acc = evaluate(model, val, device)
        print(f"epoch {epoch}/{arguments.epochs} train_loss={train_loss:.4f} val_loss={val_loss:.4f} val_acc={val_acc:.4f}")
        if val_acc > best:
            best = val_acc
            torch.save(model.state_dict(), OUTPUTS / "best.pt")


if __name__ == "__main__":
    main()
