import wandb

wandb.init(project="corals")
