"""Lists that leave the house and come back: exports with their watermark, row keys, a department's hand-over."""
