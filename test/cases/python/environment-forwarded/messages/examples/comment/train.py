import os
batch = int(os.environ.get("BATCH_SIZE", "8"))
depth = int(os.environ.get("DEPTH", "4"))
