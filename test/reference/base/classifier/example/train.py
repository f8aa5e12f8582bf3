"""Fine-tunes a ResNet-50 on 102 kinds of flowers."""

import argparse
import logging
import os
from pathlib import Path

import torch
from cvlization.progress import epoch_line
from huggingface_hub import snapshot_download
from torch import nn
from torch.utils.data import DataLoader, Subset
from torchvision import datasets, models, transforms

CLASSES = 102


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--batch-size", type=int, default=int(os.environ.get("BATCH_SIZE", "64")))
    parser.add_argument("--accumulate", type=int, default=int(os.environ.get("GRAD_ACCUM", "1")))
    parser.add_argument("--epochs", type=int, default=int(os.environ.get("NUM_EPOCHS", "10")))
    parser.add_argument("--lr", type=float, default=float(os.environ.get("LR", "1e-4")))
    parser.add_argument("--samples", type=int, default=int(os.environ.get("MAX_TRAIN_SAMPLES", "0")))
    return parser.parse_args()


def images(folder: Path, batch_size: int, training: bool, samples: int = 0) -> DataLoader:
    prepare = transforms.Compose([transforms.Resize((224, 224)), transforms.ToTensor()])
    data = datasets.ImageFolder(folder, prepare)
    if samples > 0:
        data = Subset(data, range(samples))
    return DataLoader(
        data,
        batch_size=batch_size,
        shuffle=training,
        num_workers=8,
        pin_memory=True,
        persistent_workers=True,
    )


def one_epoch(model: nn.Module, loader: DataLoader, device: torch.device, optimizer=None, accumulate: int = 1):
    model.train(optimizer is not None)
    total, right, seen = 0.0, 0, 0
    for step, (pixels, labels) in enumerate(loader, start=1):
        pixels = pixels.to(device, non_blocking=True)
        labels = labels.to(device, non_blocking=True)
        with torch.set_grad_enabled(optimizer is not None), torch.autocast(device.type, dtype=torch.bfloat16):
            scores = model(pixels)
            loss = nn.functional.cross_entropy(scores, labels)
        if optimizer is not None:
            (loss / accumulate).backward()
            if step % accumulate == 0:
                optimizer.step()
                optimizer.zero_grad()
        total += loss.item() * len(labels)
        right += (scores.argmax(dim=1) == labels).sum().item()
        seen += len(labels)
    return total / seen, right / seen


def main() -> None:
    chosen = options()
    torch.manual_seed(0)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    data = Path(snapshot_download("zoo/flowers102", repo_type="dataset"))
    train_loader = images(data / "train", chosen.batch_size, True, chosen.samples)
    val_loader = images(data / "val", chosen.batch_size, False)

    model = models.resnet50(weights=models.ResNet50_Weights.DEFAULT)
    model.fc = nn.Linear(model.fc.in_features, CLASSES)
    model = torch.compile(model.to(device))
    optimizer = torch.optim.AdamW(model.parameters(), lr=chosen.lr)

    Path("logs").mkdir(exist_ok=True)
    checkpoints = Path("outputs/checkpoints")
    checkpoints.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(level=logging.INFO, format="%(message)s", filename="logs/train.log")
    best = 0.0
    for epoch in range(1, chosen.epochs + 1):
        train_loss, train_acc = one_epoch(model, train_loader, device, optimizer, chosen.accumulate)
        val_loss, val_acc = one_epoch(model, val_loader, device)
        line = epoch_line(
            epoch, chosen.epochs, train_loss=train_loss, train_acc=train_acc, val_loss=val_loss, val_acc=val_acc
        )
        print(line)
        logging.info(line)
        torch.save(model.state_dict(), checkpoints / f"epoch_{epoch}.pth")
        if val_acc > best:
            best = val_acc
            torch.save(model.state_dict(), checkpoints / "best_model.pth")


if __name__ == "__main__":
    main()
