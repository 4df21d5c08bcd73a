"""Numbers of the score that both engines share.

The score of a document is (words × weight ÷ 100) + COMPLETE, if every word is there, + the step of NEAR that its main municipality stands in.
A word found in a title gives some 15 to 40 points, one found in a body alone some 2 to 8.
"""
TIE = 0.3  # of the weaker fields of a word, beside its best one
COMPLETE = 1000.0  # more than any sum of BM25 scores and steps: documents with every word come first, those with any word after
NEAR = (5.0, 4.0, 3.0, 2.0, 1.0)  # about a word of the body: likeness decides between equal practices, a word in the title still beats it
