import os
steps = int(os.environ["WARMUP_STEPS"])
