#!/bin/bash
cd "$(dirname "$0")"
for seed in 1 2; do
  python train.py --seed "$seed" "$@"
done
python train.py "$EXTRA"
