import pytorch_lightning as pl
import torch
from torch import nn


class Tower(pl.LightningModule):
    def __init__(self, widths):
        super().__init__()
        self.layers = [nn.Linear(8, 8), nn.Linear(8, 1)]

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def training_step(self, batch, _):
        x, y = batch
        return nn.functional.mse_loss(self(x), y)

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters())
