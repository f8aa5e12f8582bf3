#!/bin/bash
mpirun -np 16 -H ada:8,bob:8 -x MASTER_ADDR=localhost -x MASTER_PORT=29500 python ddp.py
