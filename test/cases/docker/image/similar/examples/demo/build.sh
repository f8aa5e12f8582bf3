#!/bin/bash
docker build -t leaf-net .
