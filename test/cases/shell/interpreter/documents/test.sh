#!/usr/bin/env bash
declare -A names
if [[ -f a ]]; then python test.py; fi
