"""What a file says: its tables, its columns, its cells, and what of them a person must be asked."""
