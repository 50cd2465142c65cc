"""Sign-in by any OpenID Connect server: allauth's provider, made to check what it leaves out."""
