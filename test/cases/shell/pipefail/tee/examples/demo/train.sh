#!/bin/bash
set -e
docker run --rm demo python train.py 2>&1 | tee train.log
