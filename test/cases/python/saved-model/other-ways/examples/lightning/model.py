import lightning as L
class Net(L.LightningModule):
    def training_step(self, batch, index):
        return self(batch).mean()
def loaders():
    return []
