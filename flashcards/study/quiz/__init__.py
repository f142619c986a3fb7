"""Which cards a quiz asks, and what its answers say."""
