max_epochs = 12
train_dataloader = dict(batch_size=4, num_workers=4)
