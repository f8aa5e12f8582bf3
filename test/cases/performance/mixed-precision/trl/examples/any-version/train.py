from trl import ORPOConfig, ORPOTrainer

settings = ORPOConfig(output_dir="outputs", learning_rate=schedule(), logging_steps=5)
ORPOTrainer(model="org/model", args=settings, train_dataset=data).train()
