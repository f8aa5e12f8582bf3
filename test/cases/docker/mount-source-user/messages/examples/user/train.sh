#!/bin/bash
docker run -v /home/ubuntu/demo:/workspace demo python train.py
