#!/bin/bash
python run.py --epochs 3 --conv_kernel 12 16
