"""What tests, drills and benchmarks stand on: factories, private servers, workers, sample files. Not in production."""
