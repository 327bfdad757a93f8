"""One file for each way of running; ``base`` holds what they share."""
