train_cfg = dict(max_epochs=12)
