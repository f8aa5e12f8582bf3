"""Faster R-CNN on crates, with the schedule of twelve epochs."""

_base_ = ["mmdet::faster_rcnn/faster-rcnn_r50_fpn_1x_coco.py"]

work_dir = "work_dirs/crates"
data_root = "data/quay-crates/"
classes = ("crate",)

model = dict(roi_head=dict(bbox_head=dict(num_classes=1)))

train_dataloader = dict(
    batch_size=4,
    num_workers=4,
    persistent_workers=True,
    pin_memory=True,
    dataset=dict(
        data_root=data_root,
        metainfo=dict(classes=classes),
        ann_file="train.json",
        data_prefix=dict(img="train/"),
    ),
)
val_dataloader = dict(
    batch_size=4,
    num_workers=4,
    persistent_workers=True,
    pin_memory=True,
    dataset=dict(
        data_root=data_root,
        metainfo=dict(classes=classes),
        ann_file="val.json",
        data_prefix=dict(img="val/"),
    ),
)
val_evaluator = dict(ann_file=data_root + "val.json")

optim_wrapper = dict(
    type="AmpOptimWrapper",
    dtype="bfloat16",
    optimizer=dict(type="SGD", lr=0.01, momentum=0.9, weight_decay=1e-4),
)
train_cfg = dict(type="EpochBasedTrainLoop", max_epochs=12, val_interval=1)
default_hooks = dict(checkpoint=dict(type="CheckpointHook", interval=1, max_keep_ckpts=1))
compile = True
