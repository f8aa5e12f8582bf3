"""Fine-tunes a language model with LoRA to answer questions about ledgers."""

import os

from datasets import load_dataset
from peft import LoraConfig
from trl import SFTConfig, SFTTrainer

MODEL_ID = os.environ.get("MODEL_ID", "Qwen/Qwen2.5-1.5B")
TRAIN_DATA = os.environ.get("TRAIN_DATA", "zoo/ledger-questions")
TRAIN_SPLIT = os.environ.get("TRAIN_SPLIT", "train")
VAL_SPLIT = os.environ.get("VAL_SPLIT", "validation")
OUTPUT_DIR = os.environ.get("OUTPUT_DIR", "outputs/ledger")
BATCH_SIZE = int(os.environ.get("BATCH_SIZE", "2"))
GRAD_ACCUM = int(os.environ.get("GRAD_ACCUM", "8"))
NUM_EPOCHS = float(os.environ.get("NUM_EPOCHS", "3"))
LR = float(os.environ.get("LR", "1e-4"))
MAX_SEQ_LEN = int(os.environ.get("MAX_SEQ_LEN", "1024"))
MAX_TRAIN_SAMPLES = int(os.environ.get("MAX_TRAIN_SAMPLES", "0"))
LORA_R = int(os.environ.get("LORA_R", "16"))
LORA_ALPHA = int(os.environ.get("LORA_ALPHA", "32"))
USE_DORA = os.environ.get("USE_DORA", "false") == "true"
HF_TOKEN = os.environ.get("HF_TOKEN")


def main() -> None:
    train = load_dataset(TRAIN_DATA, split=TRAIN_SPLIT)
    if MAX_TRAIN_SAMPLES > 0:
        train = train.select(range(MAX_TRAIN_SAMPLES))
    trainer = SFTTrainer(
        model=MODEL_ID,
        args=SFTConfig(
            output_dir=OUTPUT_DIR,
            per_device_train_batch_size=BATCH_SIZE,
            gradient_accumulation_steps=GRAD_ACCUM,
            gradient_checkpointing=True,
            num_train_epochs=NUM_EPOCHS,
            learning_rate=LR,
            max_seq_length=MAX_SEQ_LEN,
            bf16=True,
            torch_compile=True,
            dataloader_num_workers=4,
            dataloader_pin_memory=True,
            dataloader_persistent_workers=True,
            eval_strategy="epoch",
            save_strategy="epoch",
            logging_steps=50,
            model_init_kwargs={"token": HF_TOKEN},
        ),
        train_dataset=train,
        eval_dataset=load_dataset(TRAIN_DATA, split=VAL_SPLIT),
        peft_config=LoraConfig(r=LORA_R, lora_alpha=LORA_ALPHA, use_dora=USE_DORA, task_type="CAUSAL_LM"),
    )
    trainer.train()
    trainer.save_state()
    trainer.save_model()


if __name__ == "__main__":
    main()
