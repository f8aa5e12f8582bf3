#!/bin/bash
cd "$(dirname "$0")"
python -m torch.distributed.launch --nproc_per_node=2 one.py
