"""Reports: every renderer reads the plain data of `report_json` and returns text. None of them computes a figure."""
