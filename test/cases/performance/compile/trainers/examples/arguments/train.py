import re

from transformers import Trainer, TrainingArguments

names = re.compile(r"\\w+")
arguments = TrainingArguments("outputs", bf16=True, learning_rate=rate())
Trainer(net, arguments, train_dataset=data).train()
