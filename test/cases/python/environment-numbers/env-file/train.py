import os

warmup = int(os.environ["WARMUP_STEPS"])
save = int(os.environ["SAVE_STEPS"])
