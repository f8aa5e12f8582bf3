import torch
from accelerate import Accelerator


def main(model, loader, distributed):
    accelerator = Accelerator()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-5)
    model, optimizer, loader = accelerator.prepare(model, optimizer, loader)
    for batch in loader:
        loss = model(batch).mean()
        optimizer.zero_grad()
        if distributed:
            accelerator.backward(loss)
        else:
            loss.backward()
        optimizer.step()
