"""Doorbells and deltas between processes: the port and its adapters. The database is the truth, never this."""
