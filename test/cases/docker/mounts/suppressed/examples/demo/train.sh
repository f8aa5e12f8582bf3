#!/bin/bash
# cvl-disable-next-line docker/mounts -- the data is baked into the image
docker run --rm --gpus all demo python train.py
