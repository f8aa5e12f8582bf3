import os

data = os.environ["TRAIN_DATA"]
