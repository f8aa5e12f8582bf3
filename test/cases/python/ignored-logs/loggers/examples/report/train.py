from transformers import TrainingArguments

args = TrainingArguments("outputs", report_to="wandb")
