import os

rounds = int(os.environ["ROUNDS"])
