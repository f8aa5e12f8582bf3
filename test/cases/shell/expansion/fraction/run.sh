#!/bin/bash
LR=${LR:0.001}
python train.py --lr "$LR"
