"""The agency's papers, the desk's handling of certificates, and what anyone may verify. A module for each."""
