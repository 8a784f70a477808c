"""Is no Python."""

def huber_loss(y_true, y_pred, threshold=1.0:
    return 0
