import time

import torch
from torch import nn


def measure(count):
    model = nn.Sequential(nn.Linear(8, 8), nn.Dropout(0.1))
    model.train()
    for _ in range(count):
        model(torch.randn(4, 8)).sum().backward()
    start = time.perf_counter()
    for _ in range(count):
        with torch.no_grad():
            model(torch.randn(4, 8))
    return time.perf_counter() - start
