"""What Kith keeps: tables, records and statements. Knows nothing of Slack."""
