"""The import's forms: the files, what their columns are, what their words mean."""
