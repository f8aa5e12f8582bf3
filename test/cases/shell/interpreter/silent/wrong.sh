#!/bin/sh
if [[ -f a ]]; then python test.py; fi
