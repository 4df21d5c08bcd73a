"""Whatever gathers several rooms on one screen: home, standard pages, desks, errors, commands that start and seed.

Nouns: `HomePage`, `TextPage`, desk. Start reading at `views/`.
"""
