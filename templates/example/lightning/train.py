"""Trains a small convolutional network on Fashion-MNIST, and keeps the checkpoint that is best on held-out data."""

import argparse

import lightning as L
import torch
from lightning.pytorch.callbacks import ModelCheckpoint
from lightning.pytorch.loggers import CSVLogger
from torch import nn
from torch.utils.data import DataLoader, random_split
from torchvision import datasets, transforms


class Classifier(L.LightningModule):
    def __init__(self, lr: float) -> None:
        super().__init__()
        self.save_hyperparameters()
        self.model = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Conv2d(32, 64, 3, padding=1),
            nn.ReLU(),
            nn.AdaptiveAvgPool2d(4),
            nn.Flatten(),
            nn.Linear(64 * 4 * 4, 10),
        )

    def training_step(self, batch: tuple[torch.Tensor, torch.Tensor], batch_idx: int) -> torch.Tensor:
        images, labels = batch
        loss = nn.functional.cross_entropy(self.model(images), labels)
        self.log("train_loss", loss)
        return loss

    def validation_step(self, batch: tuple[torch.Tensor, torch.Tensor], batch_idx: int) -> None:
        images, labels = batch
        logits = self.model(images)
        self.log("val_loss", nn.functional.cross_entropy(logits, labels), prog_bar=True)
        self.log("val_acc", (logits.argmax(dim=1) == labels).float().mean(), prog_bar=True)

    def configure_optimizers(self) -> torch.optim.Optimizer:
        return torch.optim.AdamW(self.parameters(), lr=self.hparams.lr)


class FashionMNIST(L.LightningDataModule):
    def __init__(self, batch_size: int) -> None:
        super().__init__()
        self.batch_size = batch_size

    def prepare_data(self) -> None:
        datasets.FashionMNIST("data", train=True, download=True)

    def setup(self, stage: str) -> None:
        dataset = datasets.FashionMNIST("data", train=True, transform=transforms.ToTensor())
        self.train, self.val = random_split(dataset, [0.9, 0.1], generator=torch.Generator().manual_seed(0))

    def train_dataloader(self) -> DataLoader:
        return self.loader(self.train, shuffle=True)

    def val_dataloader(self) -> DataLoader:
        return self.loader(self.val, shuffle=False)

    def loader(self, dataset: torch.utils.data.Dataset, shuffle: bool) -> DataLoader:
        return DataLoader(
            dataset,
            batch_size=self.batch_size,
            shuffle=shuffle,
            num_workers=4,
            pin_memory=True,
            persistent_workers=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--batch-size", type=int, default=256)
    parser.add_argument("--lr", type=float, default=1e-3)
    arguments = parser.parse_args()

    L.seed_everything(0, workers=True)
    trainer = L.Trainer(
        max_epochs=arguments.epochs,
        precision="bf16-mixed",
        logger=CSVLogger("outputs", name="logs"),
        callbacks=[ModelCheckpoint("outputs/checkpoints", filename="best", monitor="val_acc", mode="max")],
    )
    trainer.fit(Classifier(arguments.lr), FashionMNIST(arguments.batch_size))


if __name__ == "__main__":
    main()
