#!/bin/bash
docker build -t birds .
start_training
