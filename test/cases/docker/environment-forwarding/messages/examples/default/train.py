import os
optimizer = os.environ.get("OPTIMIZER", "adamw")
