"""The library: one SQLite file. The only place that knows SQLAlchemy and Alembic."""
