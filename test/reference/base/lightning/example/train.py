"""Trains DeepLabV3 on pictures of a reef."""

import os
from pathlib import Path

import lightning as L
import torch
from huggingface_hub import snapshot_download
from lightning.pytorch.callbacks import LearningRateMonitor, ModelCheckpoint
from lightning.pytorch.loggers import CSVLogger, TensorBoardLogger
from torch import nn
from torch.utils.data import DataLoader, Dataset
from torchmetrics.classification import MulticlassAccuracy, MulticlassJaccardIndex
from torchmetrics.segmentation import GeneralizedDiceScore
from torchvision.io import read_image
from torchvision.models.segmentation import deeplabv3_resnet50

BATCH_SIZE = int(os.environ.get("BATCH_SIZE", "16"))
NUM_EPOCHS = int(os.environ.get("NUM_EPOCHS", "10"))
LR = float(os.environ.get("LR", "1e-3"))
CLASSES = 4


class Reef(Dataset):
    def __init__(self, folder: Path) -> None:
        self.pictures = sorted(folder.glob("*.jpg"))

    def __len__(self) -> int:
        return len(self.pictures)

    def __getitem__(self, index: int):
        path = self.pictures[index]
        return read_image(str(path)) / 255, read_image(str(path.with_suffix(".png")))[0].long()


class ReefMap(L.LightningModule):
    def __init__(self, lr: float) -> None:
        super().__init__()
        self.save_hyperparameters()
        self.model = torch.compile(deeplabv3_resnet50(num_classes=CLASSES))
        self.miou = MulticlassJaccardIndex(CLASSES)
        self.dice = GeneralizedDiceScore(CLASSES, input_format="index")
        self.pixels = MulticlassAccuracy(CLASSES, average="micro")

    def training_step(self, batch, _):
        images, masks = batch
        loss = nn.functional.cross_entropy(self.model(images)["out"], masks)
        self.log("train_loss", loss, on_step=False, on_epoch=True)
        return loss

    def validation_step(self, batch, _):
        images, masks = batch
        scores = self.model(images)["out"]
        found = scores.argmax(dim=1)
        self.miou(found, masks)
        self.dice(found, masks)
        self.pixels(found, masks)
        self.log("val_loss", nn.functional.cross_entropy(scores, masks))
        self.log_dict({"val_mIoU": self.miou, "val_dice": self.dice, "val_pixel_acc": self.pixels})

    def configure_optimizers(self):
        return torch.optim.AdamW(self.parameters(), lr=self.hparams.lr)


def pictures(folder: Path, training: bool) -> DataLoader:
    return DataLoader(
        Reef(folder), batch_size=BATCH_SIZE, shuffle=training, num_workers=8, pin_memory=True, persistent_workers=True
    )


def main() -> None:
    L.seed_everything(0)
    data = Path(snapshot_download("zoo/reef-pictures", repo_type="dataset"))
    trainer = L.Trainer(
        max_epochs=NUM_EPOCHS,
        precision="bf16-mixed",
        logger=[CSVLogger("."), TensorBoardLogger(".")],
        callbacks=[
            ModelCheckpoint(monitor="val_mIoU", mode="max", save_last=True),
            LearningRateMonitor(),
        ],
    )
    trainer.fit(ReefMap(LR), pictures(data / "train", True), pictures(data / "val", False))


if __name__ == "__main__":
    main()
