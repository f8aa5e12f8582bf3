import os
import torch

model = torch.nn.Linear(2, 2).cuda()
os.environ["CUDA_VISIBLE_DEVICES"] = "1"
