#!/bin/bash
export REGION=<your-region>
echo "$REGION"
