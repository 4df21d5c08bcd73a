"""The wish to stop, heard by long work at its next step."""
import threading

STOP = threading.Event()
