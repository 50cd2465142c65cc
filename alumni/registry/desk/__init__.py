"""The pages of the desk, shared by the representative's workspace and the office: each takes a scope."""
