"""Sign-in by the gate of e-Government (e-Devlet kapısı): OAuth 2.0, authorisation code."""
