#!/bin/bash
set -e
docker run -d --name trainer -v "$PWD:/w" -w /w python:3.11 python train.py
docker cp trainer:/tmp/out ./out
docker rm -f trainer
