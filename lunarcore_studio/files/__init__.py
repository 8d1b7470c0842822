"""Level 1: disk and formats. Any thread: functions from paths to values and back."""
