import pandas as pd

days = pd.read_csv("days.csv", infer_datetime_format=True, date_parser=pd.to_datetime)
filled = days.fillna(method="ffill")
print(days.applymap(str), pd.value_counts(days["kind"]))
prices = pd.read_parquet("prices.parquet", use_nullable_dtypes=True)
rows = pd.read_gbq("select 1")

if hasattr(days, "map"):
    print(days.map(str))
else:
    print(days.applymap(str))

try:
    from pandas import read_gbq
except ImportError:
    from pandas_gbq import read_gbq

totals = days.ffill().fillna(0).groupby("kind").sum()
