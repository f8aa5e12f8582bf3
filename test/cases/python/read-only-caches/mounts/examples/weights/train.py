from torchvision import models

net = models.resnet50(weights="DEFAULT")
