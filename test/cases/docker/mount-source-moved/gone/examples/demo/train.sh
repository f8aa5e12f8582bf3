#!/bin/bash
docker run -v "$(pwd)/examples/datasets/leaves:/data" demo python train.py
