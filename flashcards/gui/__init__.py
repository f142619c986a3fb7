"""The window over the services. The only place that knows PySide6.

Services and the store are imported by name for types only: the window must show before SQLAlchemy is
loaded.
"""
