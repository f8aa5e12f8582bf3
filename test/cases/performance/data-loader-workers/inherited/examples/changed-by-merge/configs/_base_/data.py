train_dataloader = dict(batch_size=4, num_workers=0, dataset=dict(type="CocoDataset", ann_file="data/boats.json"))
val_dataloader = dict(batch_size=1, num_workers=2)
