#!/bin/bash
docker run --rm leaf_net python train.py
