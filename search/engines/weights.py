"""Numbers of the score that both engines share."""
TIE = 0.3  # of the weaker fields of a word, beside its best one
COMPLETE = 1000.0  # more than any sum of BM25 scores: documents with every word come first, those with any word after
