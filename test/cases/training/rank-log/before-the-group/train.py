import os

import torch
import torch.distributed as dist
import wandb


def setup():
    dist.init_process_group("nccl")
    torch.cuda.set_device(int(os.environ["LOCAL_RANK"]))


def train(model, optimizer, loader):
    for batch in loader:
        optimizer.zero_grad()
        loss = model(batch).mean()
        loss.backward()
        optimizer.step()
        wandb.log({"loss": loss.item()})


def main(model, optimizer, loader):
    wandb.init(project="demo")
    setup()
    train(model, optimizer, loader)


main(*build())
