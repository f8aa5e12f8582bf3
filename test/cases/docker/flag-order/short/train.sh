#!/bin/bash
docker run --rm poems -v "$HOME/x:/models" python tune.py
docker run poems -e A=b
docker run poems -it bash
