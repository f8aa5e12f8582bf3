#!/bin/bash
start=2
echo ${A:1} ${A:1:2} ${A: -1} ${A:start} ${A:-b} ${A:i} ${@:2} ${A:$start}
docker run demo
