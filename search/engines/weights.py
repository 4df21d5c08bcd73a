"""Numbers of the score that both engines share.

The score of a document is (words × weight ÷ 100) + COMPLETE, if every word is there, + the step of NEAR that its main municipality stands in.
By the formula, a word of every hundredth practice among 10,000 gives at most 40 points in the title and 10 in the body (idf 4.6 × 2.2 × boost).
"""
TIE = 0.3  # of the weaker fields of a word, beside its best one
COMPLETE = 1000.0  # more than any sum of BM25 scores and steps: documents with every word come first, those with any word after
NEAR = (5.0, 4.0, 3.0, 2.0, 1.0)  # about a word of the body: likeness decides between equal practices, a word in the title still beats it
