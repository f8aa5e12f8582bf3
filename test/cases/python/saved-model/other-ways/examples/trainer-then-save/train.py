from transformers import AutoModelForCausalLM, Trainer, TrainingArguments
model = AutoModelForCausalLM.from_pretrained("org/model")
args = TrainingArguments(output_dir="outputs", save_strategy="no")
Trainer(model=model, args=args, train_dataset=data).train()
model.save_pretrained("outputs/model")
