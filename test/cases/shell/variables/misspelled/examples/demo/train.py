import os

print(os.environ["WARMUP"])
