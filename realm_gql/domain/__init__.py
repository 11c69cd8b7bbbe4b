"""What is true without GraphQL, HTTP, Redis or llama.cpp. One folder a concept.

`docs/architecture.md` shows the tiers.
"""
