import os
epochs = int(os.environ.get("EPOCHS", "1"))
