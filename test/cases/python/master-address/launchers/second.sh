#!/bin/bash
export MASTER_ADDR=127.0.0.1
python -m torch.distributed.run --nnodes=2 --nproc-per-node=4 --node-rank=1 --master-addr=$MASTER_ADDR ddp.py
