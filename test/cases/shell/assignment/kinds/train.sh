#!/bin/bash
IMG = "a b"
export N=1
LR =1e-4
NAME= "models/x:1"
$STEPS=3
docker run "$IMG"
