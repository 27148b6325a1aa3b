"""Writes cosine.csv: the TF-IDF cosine of each pair of the texts below, computed from its definition.

Features of a text are its words and the 3-grams of each word between a begin and an end mark; each counts once. A feature that
stands in df of n texts weighs log((n + 1) / (df + 1)) + 1; the cosine is the sum of the squares of the weights of shared features over the
product of the norms. Run it in this folder: python3 cosine.py > cosine.csv
"""
from math import log, sqrt

TEXTS = [
    "red kettle steel",
    "steel kettles red",
    "oak desk white",
    "white oak deck",
    "kettle lamp",
]


def features(text):
    found = set()
    for word in text.split():
        found.add(("word", word))
        marked = "^" + word + "$"
        found |= {("gram", marked[i : i + 3]) for i in range(len(word))}
    return found


sets = [features(text) for text in TEXTS]
n = len(sets)
weight = {f: log((n + 1) / (sum(f in s for s in sets) + 1)) + 1 for s in sets for f in s}


def squares(some):
    return sum(weight[f] ** 2 for f in some)


print("one,other,cosine")
for i in range(n):
    for j in range(i + 1, n):
        print(f"{TEXTS[i]},{TEXTS[j]},{squares(sets[i] & sets[j]) / sqrt(squares(sets[i]) * squares(sets[j])):.7f}")
