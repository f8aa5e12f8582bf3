#!/bin/bash
source ./common.sh
train
