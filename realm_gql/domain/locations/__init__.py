"""Places: locations and their exits, the rooms they host, and who is in a room now."""
