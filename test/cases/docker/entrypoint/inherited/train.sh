#!/bin/bash
docker run --rm poems /app/tune.py
