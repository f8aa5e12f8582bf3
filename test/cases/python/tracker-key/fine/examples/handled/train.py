import os
import wandb

if "WANDB_API_KEY" not in os.environ:
    os.environ["WANDB_MODE"] = "offline"
wandb.init()
