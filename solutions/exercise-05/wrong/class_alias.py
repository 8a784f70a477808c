"""CustomModel is keras.Model itself."""

CustomModel = keras.Model
