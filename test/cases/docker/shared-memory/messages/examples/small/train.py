from transformers import TrainingArguments
args = TrainingArguments("out", dataloader_num_workers=4)
