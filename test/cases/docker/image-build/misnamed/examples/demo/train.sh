#!/bin/bash
docker run --rm demo-net python train.py
