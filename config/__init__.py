"""How the product is put together: settings by mode, typed environment, addresses, servers. Start with `env.py`."""
