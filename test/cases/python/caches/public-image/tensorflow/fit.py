from datasets import load_dataset

moss = load_dataset("org/moss")
