"""How the judge of practice is made: labelled examples, and the scripts that learn from them."""
