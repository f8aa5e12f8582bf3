import cv2
import torch

print(cv2.__version__)
