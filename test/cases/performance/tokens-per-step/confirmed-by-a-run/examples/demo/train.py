from trl import SFTConfig, SFTTrainer
args = SFTConfig(output_dir="outputs", per_device_train_batch_size=16, max_length=4096)
SFTTrainer(model="org/model", args=args, train_dataset=data).train()
