#!/bin/bash
mpirun -np 8 -H localhost:8 -x MASTER_ADDR=localhost python ddp.py
deepspeed --num_nodes 2 --hostfile hosts ddp.py
