import pytorch_lightning as pl


class Net(pl.LightningModule):
    def training_step(self, batch, index):
        return self.net(batch).mean()

    def configure_optimizers(self):
        return make_optimizer(self)


pl.Trainer(max_epochs=30, precision="bf16-mixed").fit(Net(), data)
