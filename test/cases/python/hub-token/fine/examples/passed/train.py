from transformers import TrainingArguments

args = TrainingArguments("outputs", push_to_hub=True)
