#!/bin/bash
if [ -f a ]; then python test.py; fi
