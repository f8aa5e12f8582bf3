#!/bin/bash
docker run --rm --entrypoint python poems tune.py --steps 1
docker run --rm --entrypoint "" poems python tune.py
