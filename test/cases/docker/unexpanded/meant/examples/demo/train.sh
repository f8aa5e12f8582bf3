#!/bin/bash
IDS="${IDS:-0,1}"
docker run --rm --gpus "\"device=$IDS\"" --health-cmd 'test -d $HOME/out' demo bash -c 'python train.py --out $HOME/out'
docker run --rm --env 'PASSWORD=a$b' --env 'PRICE=$5' demo python train.py
