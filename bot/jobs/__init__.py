"""What Kith does unasked: sweep, delivery, repair."""
