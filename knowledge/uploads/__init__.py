"""Files of makers: looked at, kept in quarantine, made anew by the worker, private until published."""
