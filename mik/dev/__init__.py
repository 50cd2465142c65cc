"""Scripts that set a checkout up and run it on a developer's machine.

They use the standard library only, since most run before the virtual environment exists, and are
called by path (``python3 mik/dev/services.py start``); production never imports them.
"""
