"""The demo: made-up graduates, a cast for every role, one-click sign-in, the post box. Never in production."""
