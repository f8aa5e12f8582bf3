import pandas as pd

df = pd.DataFrame(columns=["a"])
for value in range(3):
    df = df.append({"a": value}, ignore_index=True)
rows = []
rows.append(1)
