#!/bin/bash
docker build -t demo examples/old_name/demo
