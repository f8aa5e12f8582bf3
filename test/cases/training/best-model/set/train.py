import sys

from transformers import TrainingArguments

strategy = sys.argv[1]
first = TrainingArguments("out", eval_strategy=strategy, save_strategy=strategy, load_best_model_at_end=True)
second = TrainingArguments("out", eval_strategy="steps", eval_steps=0.1, save_steps=0.2, load_best_model_at_end=True)
third = TrainingArguments("out", eval_strategy="epoch", save_strategy="best", load_best_model_at_end=True)
fourth = TrainingArguments("out", eval_strategy="steps", logging_steps=50, load_best_model_at_end=True)
fifth = TrainingArguments("out", save_steps=100, load_best_model_at_end=False)
sixth = TrainingArguments("out", **settings, load_best_model_at_end=True)
