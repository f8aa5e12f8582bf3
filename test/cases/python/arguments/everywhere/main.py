import argparse
p = argparse.ArgumentParser()
p.add_argument("--lr", type=float, default=1e-3)
p.add_argument("--amp", type=bool, default=True)
args = p.parse_args()
print(args)
