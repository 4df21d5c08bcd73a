"""Settings by mode: `base` shared, `embedded` (default), `production`, `test`."""
