"""Settings, read from the environment: `base` for all, then one module a situation."""
