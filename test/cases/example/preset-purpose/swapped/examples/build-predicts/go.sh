#!/bin/sh
echo starting
docker run --rm birds python predict.py
