"""Pages for visitors, written anew when anything has changed: a host adds `PageCacheMiddleware`."""
