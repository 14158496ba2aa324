"""Reading the web: fetching with limits, robots.txt, politeness, extraction, feeds.

`fetcher` is the only module that makes requests. `extraction` and `feeds` are pure.
"""
