import os

import torch
import torch.distributed as dist
import wandb


def setup():
    dist.init_process_group("nccl")
    torch.cuda.set_device(int(os.environ["LOCAL_RANK"]))


def main(model, optimizer, loader):
    setup()
    wandb.init(project="demo")
    for batch in loader:
        optimizer.zero_grad()
        loss = model(batch).mean()
        loss.backward()
        optimizer.step()
        wandb.log({"loss": loss.item()})


main(*build())
