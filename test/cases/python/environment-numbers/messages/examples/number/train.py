import os
ratio = float(os.environ.get("WARMUP_RATIO", "0.1"))
