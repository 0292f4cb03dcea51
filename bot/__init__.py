"""Kith, the networking coach: the edge to Slack and the rules."""
