import torch
from accelerate import Accelerator


def main(model, loader):
    accelerator = Accelerator()
    model = model.to(accelerator.device)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-5)
    for batch in loader:
        loss = model(batch.to(accelerator.device)).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
