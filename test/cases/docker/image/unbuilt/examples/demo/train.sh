#!/bin/bash
docker run --rm leaf-net python train.py
