from transformers import Trainer, TrainingArguments
args = TrainingArguments(output_dir="outputs")
Trainer(model=net, args=args, train_dataset=data, eval_dataset=held).train()
