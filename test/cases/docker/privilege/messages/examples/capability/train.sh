#!/bin/bash
docker run --rm --cap-add SYS_ADMIN demo python train.py
