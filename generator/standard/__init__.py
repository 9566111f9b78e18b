"""The 最多跑一次 standard, made checkable."""
