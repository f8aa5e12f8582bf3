import tensorflow as tf
from tensorflow.keras import layers

regression = tf.keras.Sequential([layers.Dense(8), layers.Dense(1)])
regression.compile("adam", loss="mse")

logits = tf.keras.Sequential([layers.Dense(8), layers.Dense(3)])
logits.compile("adam", loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1))

apart = tf.keras.Sequential([layers.Dense(8), layers.Dense(3), layers.Activation("softmax")])
apart.compile("adam", loss="categorical_crossentropy")

chosen = tf.keras.Sequential([layers.Dense(3, activation=activation)])
chosen.compile("adam", loss="categorical_crossentropy")

later = tf.keras.Sequential([layers.Dense(3)])
if final:
    later.add(layers.Softmax())
later.compile("adam", loss="categorical_crossentropy")
