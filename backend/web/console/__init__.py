"""The moderators' console under `/moderate`. Server-rendered; complete without scripts."""
