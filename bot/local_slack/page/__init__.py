"""The page of the local Slack: the workspace in a browser, for whoever tries the app or works on it."""
