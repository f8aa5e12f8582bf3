#!/bin/bash
ARGS=(--epochs 3)
python train.py "${ARGS[@]}"
