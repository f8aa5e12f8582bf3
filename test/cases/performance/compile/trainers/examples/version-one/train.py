from trl import RewardConfig, RewardTrainer

settings = RewardConfig(output_dir="outputs", learning_rate=schedule(), logging_steps=5)
RewardTrainer(model="org/model", args=settings, train_dataset=data).train()
