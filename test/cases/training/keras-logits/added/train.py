from tensorflow import keras

net = keras.models.Sequential()
net.add(keras.layers.Dense(16, activation="relu"))
net.add(keras.layers.Dense(1, activation="sigmoid"))
net.compile(optimizer="adam", loss=keras.losses.BinaryCrossentropy(from_logits=True))
