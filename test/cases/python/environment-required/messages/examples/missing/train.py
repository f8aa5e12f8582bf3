import os
root = os.environ["DATA_ROOT"]
