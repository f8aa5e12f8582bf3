#!/bin/bash
docker build -t demo examples/demo
