#!/bin/bash
echo training
