#!/bin/bash
docker run -v $(pwd)/${CACHE:-$HOME/.cache}:/root/.cache demo python train.py
