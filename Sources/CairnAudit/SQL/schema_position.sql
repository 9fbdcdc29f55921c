SELECT coalesce(min(position), 0) FROM live.projection
