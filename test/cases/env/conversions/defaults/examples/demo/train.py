import os

workers = int(os.environ.get("WORKERS", "1e3"))
rate = float(os.getenv("RATE", "high"))
use_ema = bool(os.environ.get("USE_EMA", "false"))
seed = int(os.environ.get("SEED", "42"))
