from transformers import AdamW, TrainingArguments
from trl import SFTTrainer as Trainer

args = TrainingArguments(
    output_dir="outputs",
    evaluation_strategy="steps",
)
trainer = Trainer(model="gpt2", args=args, tokenizer=tokenizer, max_seq_length=512)
