from trl.trainer import CPOConfig, CPOTrainer

settings = CPOConfig(output_dir="outputs", learning_rate=schedule(), logging_steps=5)
CPOTrainer(model="org/model", args=settings, train_dataset=data).train()
