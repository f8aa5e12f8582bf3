import os

warmup = int(os.environ.get("WARMUP_STEPS", "10"))
steps = int(os.environ.get("GRAD_ACCUMULATION", "1"))
