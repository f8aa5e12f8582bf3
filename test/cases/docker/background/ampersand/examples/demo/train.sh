#!/bin/bash
docker run --rm -v $(pwd)/outputs:/outputs demo python train.py \
  --epochs 3 &
aws s3 cp --recursive ./outputs s3://lab/outputs
