#!/bin/bash
docker volume create --label kept data >/dev/null
docker run --rm -v data:/data -v shared:/shared demo python train.py
docker run --rm --mount type=volume,src=data,dst=/data demo python train.py
