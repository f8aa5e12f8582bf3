from mmengine.config import Config
from mmengine.runner import Runner

Runner.from_cfg(Config.fromfile("mmdet::faster_rcnn/faster-rcnn_r50_fpn_1x_coco.py")).train()
