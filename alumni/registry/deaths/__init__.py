"""That a graduate has died: marked at a desk, taken back at a desk, told to the rooms that have something to end."""
