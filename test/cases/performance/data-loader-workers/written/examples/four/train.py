from transformers import AutoModelForCausalLM, Trainer, TrainingArguments
model = AutoModelForCausalLM.from_pretrained("org/model")
args = TrainingArguments(output_dir="outputs", dataloader_num_workers=4)
Trainer(model=model, args=args, train_dataset=data).train()
