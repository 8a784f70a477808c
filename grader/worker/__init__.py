"""What runs beside TensorFlow: loads code, puts probes to it, sends observations back."""
