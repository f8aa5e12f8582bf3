from trl import SFTConfig, SFTTrainer

settings = SFTConfig(output_dir="outputs", learning_rate=schedule(), logging_steps=5)
SFTTrainer(model="org/model", args=settings, train_dataset=data).train()
