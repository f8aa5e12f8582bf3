#!/bin/bash
docker run -w /workspace demo python train.py
