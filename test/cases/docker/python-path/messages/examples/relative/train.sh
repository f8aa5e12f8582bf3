#!/bin/bash
docker run -e PYTHONPATH=src -w "$FOLDER" demo python train.py
