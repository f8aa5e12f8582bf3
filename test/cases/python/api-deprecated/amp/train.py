from torch.cuda.amp import GradScaler, autocast
from torchvision import models

scaler = GradScaler()
net = models.resnet18(pretrained=True)
