"""What the apps that keep evidence share: entries with a first and a last day, locked while a submission stands on them."""
