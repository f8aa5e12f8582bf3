"""Fine-tunes a ResNet-18 on ten kinds of sea shells."""

import os
from pathlib import Path

import torch
import wandb
from huggingface_hub import snapshot_download
from torch import nn
from torch.utils.data import DataLoader
from torchvision import datasets, models, transforms

BATCH_SIZE = int(os.environ.get("BATCH_SIZE", "64"))
NUM_EPOCHS = int(os.environ.get("NUM_EPOCHS", "8"))
LR = float(os.environ.get("LR", "1e-4"))


def images(folder: Path, training: bool) -> DataLoader:
    prepare = transforms.Compose([transforms.Resize((224, 224)), transforms.ToTensor()])
    return DataLoader(
        datasets.ImageFolder(folder, prepare),
        batch_size=BATCH_SIZE,
        shuffle=training,
        num_workers=8,
        pin_memory=True,
        persistent_workers=True,
    )


def one_epoch(model: nn.Module, loader: DataLoader, device: torch.device, optimizer=None):
    model.train(optimizer is not None)
    total, right, seen = 0.0, 0, 0
    for pixels, labels in loader:
        pixels = pixels.to(device, non_blocking=True)
        labels = labels.to(device, non_blocking=True)
        with torch.set_grad_enabled(optimizer is not None), torch.autocast(device.type, dtype=torch.bfloat16):
            scores = model(pixels)
            loss = nn.functional.cross_entropy(scores, labels)
        if optimizer is not None:
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        total += loss.item() * len(labels)
        right += (scores.argmax(dim=1) == labels).sum().item()
        seen += len(labels)
    return total / seen, right / seen


def main() -> None:
    torch.manual_seed(0)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    data = Path(snapshot_download("zoo/sea-shells", repo_type="dataset"))
    train_loader, val_loader = images(data / "train", True), images(data / "val", False)
    model = models.resnet18(weights=models.ResNet18_Weights.DEFAULT)
    model.fc = nn.Linear(model.fc.in_features, 10)
    model = torch.compile(model.to(device))
    optimizer = torch.optim.AdamW(model.parameters(), lr=LR)

    checkpoints = Path("outputs/checkpoints")
    checkpoints.mkdir(parents=True, exist_ok=True)
    wandb.init(project="sea-shells", config={"batch_size": BATCH_SIZE, "epochs": NUM_EPOCHS, "lr": LR})
    for epoch in range(1, NUM_EPOCHS + 1):
        train_loss, train_acc = one_epoch(model, train_loader, device, optimizer)
        val_loss, val_acc = one_epoch(model, val_loader, device)
        wandb.log(
            {"epoch": epoch, "train/loss": train_loss, "train/acc": train_acc, "val/loss": val_loss, "val/acc": val_acc}
        )
        torch.save(model.state_dict(), checkpoints / f"epoch_{epoch}.pth")
    wandb.finish()


if __name__ == "__main__":
    main()
