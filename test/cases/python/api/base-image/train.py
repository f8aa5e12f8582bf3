from torch._six import string_classes
from transformers import TrainingArguments

args = TrainingArguments("outputs", eval_strategy="epoch")
