"""Nothing is run of this."""
