"""民情台账: what residents need, ask and complain about, each with an owner and a day."""
