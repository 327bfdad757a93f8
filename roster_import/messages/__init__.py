"""An import in words: its questions, what was read of the file, and the comparison."""
