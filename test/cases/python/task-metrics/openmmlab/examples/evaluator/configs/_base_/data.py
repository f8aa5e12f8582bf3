train_dataloader = dict(batch_size=4, num_workers=4, dataset=dict(type="CocoDataset", ann_file="data/boats.json"))
val_dataloader = dict(batch_size=1, num_workers=2)
val_evaluator = dict(type="CocoMetric", ann_file="data/val.json")
