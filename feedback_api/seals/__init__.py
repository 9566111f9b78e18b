"""Seals: ratings in Merkle batches, each chained to the last, so that anyone can recompute them."""
