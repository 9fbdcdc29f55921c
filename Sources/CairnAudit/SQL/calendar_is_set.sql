SELECT has_legal_calendar()
