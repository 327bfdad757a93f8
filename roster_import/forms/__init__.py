"""The import's forms: the files, how their columns are read, and the questions that are open."""
