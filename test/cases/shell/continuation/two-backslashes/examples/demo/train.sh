#!/bin/bash
docker run --rm --gpus all \\
  --shm-size 8g \
  demo python train.py \\
  --epochs 3
echo 'a\\b' \
  --done
# ends in two \\
printf '%s' "C:\\
  --not-an-option"
