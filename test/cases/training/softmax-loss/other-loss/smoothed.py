import torch
import torch.nn.functional as F
from torch import nn


class Trainer:
    def __init__(self, model, smoothing):
        self.model = model
        self.smoothing = smoothing
        if smoothing is None:
            self.loss_fn = nn.CrossEntropyLoss()

    def compute(self, x, y):
        if self.smoothing is None:
            return self.loss_fn(self.model(x), y)
        return self.loss_fn(F.log_softmax(self.model(x), dim=-1), y, self.smoothing)
