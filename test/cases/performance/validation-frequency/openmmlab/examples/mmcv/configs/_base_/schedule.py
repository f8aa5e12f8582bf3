runner = dict(type="IterBasedRunner", max_iters=80000)
evaluation = dict(interval=16, metric="mIoU")
