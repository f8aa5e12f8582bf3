import wandb

run = wandb.init(project="shells", name="first")
