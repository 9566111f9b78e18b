"""What officials read: indicators, comparison, exports, the monthly report."""
