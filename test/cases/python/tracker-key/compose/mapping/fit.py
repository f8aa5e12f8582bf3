import wandb
wandb.init(project="finch")
