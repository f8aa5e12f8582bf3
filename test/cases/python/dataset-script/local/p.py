from datasets import load_dataset
ds = load_dataset("./loader.py", data_dir="x", trust_remote_code=True)
