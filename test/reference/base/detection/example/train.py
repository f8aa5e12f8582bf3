"""Trains Faster R-CNN to find buoys."""

import logging
import os
from pathlib import Path

import torch
from cvlization.progress import epoch_line
from huggingface_hub import snapshot_download
from torch.utils.data import DataLoader
from torchmetrics.detection import MeanAveragePrecision
from torchvision.datasets import CocoDetection, wrap_dataset_for_transforms_v2
from torchvision.models.detection import fasterrcnn_resnet50_fpn_v2
from torchvision.transforms import v2

BATCH_SIZE = int(os.environ.get("BATCH_SIZE", "8"))
NUM_EPOCHS = int(os.environ.get("NUM_EPOCHS", "12"))
LR = float(os.environ.get("LR", "0.005"))


def pictures(folder: Path, training: bool) -> DataLoader:
    prepare = v2.Compose([v2.ToImage(), v2.ToDtype(torch.float32, scale=True)])
    data = CocoDetection(str(folder / "images"), str(folder / "boxes.json"), transforms=prepare)
    return DataLoader(
        wrap_dataset_for_transforms_v2(data, target_keys=("boxes", "labels")),
        batch_size=BATCH_SIZE,
        shuffle=training,
        num_workers=8,
        pin_memory=True,
        persistent_workers=True,
        collate_fn=lambda batch: tuple(zip(*batch)),
    )


def train_epoch(model, loader, optimizer, device) -> dict:
    model.train()
    sums: dict = {}
    for images, targets in loader:
        images = [image.to(device, non_blocking=True) for image in images]
        targets = [{key: value.to(device, non_blocking=True) for key, value in each.items()} for each in targets]
        with torch.autocast(device.type, dtype=torch.bfloat16):
            losses = model(images, targets)
            loss = sum(losses.values())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        for name, value in {"loss": loss, **losses}.items():
            sums[name] = sums.get(name, 0.0) + value.item() / len(loader)
    return sums


@torch.no_grad()
def evaluate(model, loader, device) -> dict:
    model.eval()
    metric = MeanAveragePrecision(box_format="xyxy")
    for images, targets in loader:
        found = model([image.to(device, non_blocking=True) for image in images])
        metric.update([{key: value.cpu() for key, value in each.items()} for each in found], list(targets))
    computed = metric.compute()
    return {"val_mAP": 100 * computed["map"].item(), "val_mAP50": 100 * computed["map_50"].item()}


def main() -> None:
    torch.manual_seed(0)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    data = Path(snapshot_download("zoo/harbor-buoys", repo_type="dataset"))
    train_loader, val_loader = pictures(data / "train", True), pictures(data / "val", False)
    model = torch.compile(fasterrcnn_resnet50_fpn_v2(num_classes=4).to(device))
    optimizer = torch.optim.SGD(model.parameters(), lr=LR, momentum=0.9, weight_decay=1e-4)

    Path("logs").mkdir(exist_ok=True)
    checkpoints = Path("outputs/checkpoints")
    checkpoints.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(level=logging.INFO, format="%(message)s", filename="logs/train.log")
    for epoch in range(1, NUM_EPOCHS + 1):
        losses = train_epoch(model, train_loader, optimizer, device)
        line = epoch_line(epoch, NUM_EPOCHS, **losses, **evaluate(model, val_loader, device))
        print(line)
        logging.info(line)
        torch.save(model.state_dict(), checkpoints / f"epoch_{epoch}.pth")


if __name__ == "__main__":
    main()
