#!/bin/bash
docker run --rm demo python train.py
