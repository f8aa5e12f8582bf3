"""Fine-tunes a language model on conversations with LoRA, and keeps the adapter that is best on held-out data."""

import argparse

from datasets import load_dataset
from peft import LoraConfig
from trl import SFTConfig, SFTTrainer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="Qwen/Qwen2.5-0.5B")
    parser.add_argument("--max-steps", type=int, default=500)
    parser.add_argument("--lr", type=float, default=2e-4)
    arguments = parser.parse_args()

    splits = load_dataset("trl-lib/Capybara", split="train").train_test_split(test_size=500, seed=0)
    trainer = SFTTrainer(
        model=arguments.model,
        args=SFTConfig(
            output_dir="outputs",
            max_steps=arguments.max_steps,
            learning_rate=arguments.lr,
            lr_scheduler_type="cosine",
            warmup_ratio=0.03,
            per_device_train_batch_size=4,
            gradient_accumulation_steps=4,
            gradient_checkpointing=True,
            bf16=True,
            max_seq_length=1024,
            dataloader_num_workers=4,
            logging_steps=10,
            eval_strategy="steps",
            eval_steps=100,
            save_steps=100,
            save_total_limit=2,
            load_best_model_at_end=True,
            report_to="none",
            seed=0,
        ),
        train_dataset=splits["train"],
        eval_dataset=splits["test"],
        peft_config=LoraConfig(r=16, lora_alpha=32, lora_dropout=0.05, target_modules="all-linear", task_type="CAUSAL_LM"),
    )
    trainer.train()
    trainer.save_model("outputs/adapter")


if __name__ == "__main__":
    main()
