"""What a spreadsheet of agencies says, row by row, and what of it a person must be asked. No database."""
