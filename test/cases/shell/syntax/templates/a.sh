#!/bin/bash
DATA=<path to data>
python train.py "$DATA"
