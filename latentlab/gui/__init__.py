"""The window; Qt is imported only below this package."""
