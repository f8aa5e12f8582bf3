from trl import SFTConfig, SFTTrainer

settings = SFTConfig(output_dir="outputs", learning_rate=schedule(), torch_compile=True)
SFTTrainer(model="org/model", args=settings, train_dataset=data).train()
