from trl import RewardConfig, RewardTrainer

arguments = RewardConfig(output_dir="outputs", **{"dataloader_pin_memory": False})
RewardTrainer(net, arguments, train_dataset=data).train()
