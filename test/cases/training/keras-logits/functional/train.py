import tensorflow as tf
from tensorflow.keras import layers

inputs = tf.keras.Input((32, 32, 3))
x = layers.Conv2D(16, 3, activation="relu")(inputs)
x = layers.GlobalAveragePooling2D()(x)
outputs = layers.Dense(10)(x)
model = tf.keras.Model(inputs, outputs)
model.compile("adam", loss="sparse_categorical_crossentropy")
