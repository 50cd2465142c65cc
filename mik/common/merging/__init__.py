"""Moving everything that hangs on one row to another, and back again: over ``_meta``, knowing no domain.

``graph`` finds what hangs on what, ``rows`` photographs it, ``moving`` moves it, ``images`` tells before from after
and ``undoing`` puts it back.
"""
