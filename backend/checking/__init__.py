"""From highlight to note: plain functions over frozen values.

Nothing here knows Flask, SQLAlchemy or requests. What has to be done in the world (searching,
reading, judging, telling the time, telling the reader) comes in through `ports`.
"""
