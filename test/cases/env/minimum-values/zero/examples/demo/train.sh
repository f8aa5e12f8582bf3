#!/bin/bash
export BATCH_SIZE=0 LORA_R=-1
python train.py
