from transformers import AutoModelForCausalLM, Trainer, TrainingArguments
model = AutoModelForCausalLM.from_pretrained("org/model")
args = TrainingArguments(output_dir="outputs", eval_strategy="steps", eval_steps=5, bf16=True)
Trainer(model=model, args=args, train_dataset=data).train()
