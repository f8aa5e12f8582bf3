from accelerate import Accelerator
accelerator = Accelerator(mixed_precision="fp16")
for batch in batches:
    loss = net(batch)
    accelerator.backward(loss)
    optimizer.step()
