"""Two records of one person become one, reversibly, with everything that hangs on either."""
