"""The reference site: settings, addresses, demo content, and the models a host always owns."""
