"""What a certified agency shows and tells of its certificate: seal, social card, press release, one-pager for the council.

Everything is made of the certificate's frozen content and of partners that agreed to be named; of people there is nothing.
"""
