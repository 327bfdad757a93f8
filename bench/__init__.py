"""How fast the portal is, as ratios to a named peer or floor: ``python -m bench`` (or ``make bench``).

Both sides are measured alternately in one process, best of many rounds, because machines are shared and noisy. Beside each
ratio stands the exact number of SQL statements where there are any: that carries no noise.
"""
