"""An agency's own pages about itself, its members, and the page that an invitation leads to."""
