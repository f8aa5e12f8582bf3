#!/bin/bash
set -e
torchrun --nproc_per_node 2 train.py --size a 2>&1 | tee a.log
