from transformers import Trainer, TrainingArguments

args = TrainingArguments(output_dir="/tmp/birds")
Trainer(model=net, args=args, train_dataset=data).train()
