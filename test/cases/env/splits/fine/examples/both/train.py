from datasets import load_dataset

data = load_dataset("org/birds", split="train+validation")
