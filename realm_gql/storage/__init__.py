"""The database: one engine for SQLite and PostgreSQL, transactions with an outbox, migrations and backups."""
