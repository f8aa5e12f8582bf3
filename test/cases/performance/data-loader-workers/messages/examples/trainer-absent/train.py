from PIL import Image
from transformers import AutoModelForCausalLM, Trainer, TrainingArguments
model = AutoModelForCausalLM.from_pretrained("org/model")
args = TrainingArguments(output_dir="outputs", bf16=True)
Trainer(model=model, args=args, train_dataset=data).train()
