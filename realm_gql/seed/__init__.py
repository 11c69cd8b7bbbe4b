"""The starter realm: what was written by hand, how it is read, and how it is planted. No rule of play lives here."""
