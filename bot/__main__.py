"""The `kith` command line."""


def main() -> int:
    """Run one `kith` command; the exit status is returned."""
    return 0
