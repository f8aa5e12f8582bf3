import nms
