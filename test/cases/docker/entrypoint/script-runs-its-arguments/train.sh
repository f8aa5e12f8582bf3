#!/bin/bash
docker run --rm poems python tune.py
