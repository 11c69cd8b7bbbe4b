"""Text generation: the port, its adapters and how a prompt is rendered. See `port.py`."""
