#!/bin/bash
MASTER_ADDR=${MASTER_ADDR:-localhost}
torchrun --nnodes 2 --nproc-per-node 4 --node-rank $RANK --master-addr=$MASTER_ADDR ddp.py
torchrun --nnodes ${NODES:-2} --nproc-per-node 4 --node-rank $RANK --master-addr=localhost ddp.py
