"""What visitors send to the campaign: a module per subject."""
