from trl import GRPOConfig, GRPOTrainer

settings = GRPOConfig(output_dir="outputs", learning_rate=schedule(), logging_steps=5)
GRPOTrainer(model="org/model", args=settings, train_dataset=data).train()
