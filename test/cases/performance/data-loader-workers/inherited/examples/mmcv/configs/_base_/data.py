data = dict(samples_per_gpu=4, workers_per_gpu=0, train=dict(type="CocoDataset"))
