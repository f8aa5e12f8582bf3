#!/bin/bash
docker run --rm --pid host demo python train.py
