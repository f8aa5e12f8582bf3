from transformers import AutoModelForCausalLM, Trainer, TrainingArguments
model = AutoModelForCausalLM.from_pretrained("org/model")
args = TrainingArguments(output_dir="outputs", per_device_train_batch_size=1)
Trainer(model=model, args=args, train_dataset=data).train()
