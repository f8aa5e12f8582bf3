from trl import DPOConfig, DPOTrainer

settings = DPOConfig(output_dir="outputs", learning_rate=schedule(), logging_steps=5)
DPOTrainer(model="org/model", args=settings, train_dataset=data).train()
