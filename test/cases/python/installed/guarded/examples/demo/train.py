import torch

try:
    import cv2
except ImportError:
    cv2 = None

print(torch.__version__, cv2)
