#!/bin/bash
for i in {1..3}; do python main.py --lr $i; done
