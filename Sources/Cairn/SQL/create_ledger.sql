SELECT cairn.create_ledger($1::text)
