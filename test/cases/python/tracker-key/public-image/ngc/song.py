import wandb

wandb.init(project="whale-song")
wandb.log({"loss": 0.4})
