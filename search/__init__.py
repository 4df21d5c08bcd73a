"""The public catalogue: query, facets, documents, engines.

Nouns: `CatalogueQuery`, document, engine, facet, `SynonymRule`. Start reading at `query.py`, then `engines/base.py`.
"""
