import os

train = os.environ.get("TRAIN_SPLIT", "train")
val = os.environ.get("EVAL_SPLIT", "train")
