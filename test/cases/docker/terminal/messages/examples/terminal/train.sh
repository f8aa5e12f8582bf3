#!/bin/bash
docker run -it --rm demo python train.py
