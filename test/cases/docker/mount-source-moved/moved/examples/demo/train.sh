#!/bin/bash
docker run -v "$(pwd)/examples/vision/demo:/workspace" demo python train.py
