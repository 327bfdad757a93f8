"""The rule of the pledge: pure Python, without Django, without a clock, without input or output.

It decides nothing about approval: it judges facts and says what is missing, and a reviewer decides.

- ``facts``         what is judged, as frozen values, and their JSON; ``coherence`` checks that the parts fit together
- ``editions``      the dated rule sets, and the only numbers
- ``certificates``  from records to what each officer holds; ``officers``: who counts, and who still needs what
- ``practices``     what an agency pledges, with every sentence that is said of it; ``requirements`` tests them by kind
- ``engine``        ``assess(facts) -> Report``
- ``report``        the outcome, and its JSON
- ``clock``         month 12, the due date, overdue
- ``json_text``, ``json_shapes``, ``refusals``: reading JSON that refuses by place and name whatever it wasn't told of

``docs/rule.md`` says it in plain words, with every reading of ours that the source documents leave open.
"""

# Raised with every change of what `assess` gives; frozen with each submission and shown on certificates' pages.
VERSION = "1.0"
