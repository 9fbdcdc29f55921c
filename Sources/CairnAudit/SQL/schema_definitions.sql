SELECT name, definition FROM live.projection
