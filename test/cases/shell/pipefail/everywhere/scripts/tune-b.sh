#!/bin/bash
set -e
torchrun --nproc_per_node 2 train.py --size b 2>&1 | tee b.log
