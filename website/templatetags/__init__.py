"""Tags of the pages that editors keep."""
