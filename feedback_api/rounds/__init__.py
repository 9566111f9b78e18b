"""Rounds of 公开 → 公示 → 公议 → 结果: what a township did, judged in the open."""
