#!/bin/bash
IFS= read -r a
CUDA_VISIBLE_DEVICES= python x.py
test "$a" = b
[ a = b ]
expr a = b
X= "$RUNNER"
case = in a) ;; esac
docker run demo
