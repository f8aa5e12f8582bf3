import torchvision
print(torchvision.models.resnet18(weights="DEFAULT"))
