#!/bin/bash
docker run "--rm -it" demo
