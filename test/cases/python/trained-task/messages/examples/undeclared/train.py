from torchvision.models.detection import fasterrcnn_resnet50_fpn
net = fasterrcnn_resnet50_fpn()
for batch in data:
    net(batch).backward()
