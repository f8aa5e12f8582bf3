from transformers import Seq2SeqTrainer, Seq2SeqTrainingArguments
from trl import SFTConfig, SFTTrainer

arguments = Seq2SeqTrainingArguments(
    output_dir="out",
    evaluation_strategy="steps",
    save_strategy="epoch",
    load_best_model_at_end=True,
    metric_for_best_model="rouge1",
)
config = SFTConfig(
    output_dir="out",
    save_strategy="epoch",
    load_best_model_at_end=True,
)
often = SFTConfig(output_dir="out", eval_strategy="steps", save_strategy="steps", save_steps=250, logging_steps=100, load_best_model_at_end=True)
