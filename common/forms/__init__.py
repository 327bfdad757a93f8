"""What forms have in common, whatever they are about."""
