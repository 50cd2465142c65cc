"""The benchmarks: ratios taken side by side in one run, never absolute times. ``make bench`` runs them."""
