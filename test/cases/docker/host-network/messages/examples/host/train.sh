#!/bin/bash
docker run --rm --network host demo python serve.py
