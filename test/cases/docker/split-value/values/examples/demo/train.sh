#!/bin/bash
NOTE="two words"
docker run --rm -e NOTE=$NOTE demo python train.py
docker run --rm -v ${HOME}/my${NOTE}:/data demo python train.py
FLAGS="--gpus all"
docker run --rm $FLAGS demo python train.py --note $NOTE
